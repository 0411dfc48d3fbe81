namespace PartnerBlazor.Tests.Browser;

/// <summary>Where the tests find what they test.</summary>
public static class Repository
{
    /// <summary>The folder of the solution: content root of the program in development.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program as built for these tests: its output stands beside theirs.</summary>
    public static string BuiltProgram { get; } = Path.Combine(AppContext.BaseDirectory, "PartnerBlazor.dll");

    /// <summary>The <c>dotnet</c> that runs these tests.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any())
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No solution above {AppContext.BaseDirectory}.");
    }
}
