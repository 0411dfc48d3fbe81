namespace PartnerBlazor.Bench;

/// <summary>The bench: <c>dotnet run -c Release --project PartnerBlazor.Bench -- help</c>.</summary>
internal static class BenchMain
{
    private static async Task<int> Main(string[] args)
    {
        await Console.Out.WriteLineAsync($"Nothing to measure called '{string.Join(' ', args)}'.");
        return 1;
    }
}
