namespace PartnerBlazor.Settings;

/// <summary>What the program is told to do: nothing but settings starts the portal.</summary>
/// <param name="Settings">The arguments that are settings: <c>--Demo:Customers=100</c>.</param>
/// <param name="Reset"><c>demo reset</c>: build the demo data anew and end.</param>
/// <param name="Import"><c>import DIR --partner NAME</c>: read saved answers of the vendor and end.</param>
/// <param name="Misuse">Why nothing can be done, with the usage; null when it can.</param>
public sealed record CommandLine(string[] Settings, bool Reset = false, ImportArguments? Import = null, string? Misuse = null)
{
    private const string PartnerOption = "--partner";

    private const string Usage =
        "Usage: dotnet run --project PartnerBlazor [-- [demo reset | import DIR --partner NAME] [--Section:Setting=value ...]]";

    /// <summary>Reads the arguments of the program.</summary>
    public static CommandLine Parse(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args switch
        {
            ["demo", "reset", .. var settings] => new(settings, Reset: true),
            ["import", .. var rest] => ParseImport(rest),
            [var word, ..] when IsWord(word) => Wrong($"There is no command {word}."),
            _ => new(args),
        };
    }

    // Its own arguments are taken out: a path that begins with "/" would be read as a setting.
    private static CommandLine ParseImport(string[] args)
    {
        var settings = new List<string>();
        string? folder = null, partner = null;
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (arg == PartnerOption)
                partner = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
            else if (arg.StartsWith(PartnerOption + "=", StringComparison.Ordinal))
                partner = arg[(PartnerOption.Length + 1)..];
            else if (arg.StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add(arg);
                if (!arg.Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                    settings.Add(args[++i]);
            }
            else if (folder is null)
                folder = arg;
            else
                return Wrong($"{arg} is one argument too many.");
        }
        if (folder is null)
            return Wrong("Which folder is to be imported?");
        if (string.IsNullOrWhiteSpace(partner))
            return Wrong($"Which partner do the answers belong to? {PartnerOption} is missing.");
        var path = Path.GetFullPath(folder);
        return Directory.Exists(path)
            ? new([.. settings], Import: new ImportArguments(path, partner.Trim()))
            : Wrong($"There is no folder {path}.");
    }

    private static CommandLine Wrong(string why) => new([], Misuse: $"{why}{Environment.NewLine}{Usage}");

    private static bool IsWord(string arg) => arg.Length > 0 && char.IsLetter(arg[0]) && !arg.Contains('=', StringComparison.Ordinal);
}

/// <summary>What to import.</summary>
/// <param name="Folder">Full path of the folder; it exists.</param>
/// <param name="Partner">Name of the partner, trimmed.</param>
public sealed record ImportArguments(string Folder, string Partner);
