namespace PartnerBlazor.Settings;

/// <summary>What the program is told to do: nothing but settings starts the portal. A command may stand before, between or after settings.</summary>
/// <param name="Settings">The arguments that are settings: <c>--Demo:Customers=100</c> or <c>--Demo:Customers 100</c>.</param>
/// <param name="Reset"><c>demo reset</c>: build the demo data anew and end.</param>
/// <param name="Import"><c>import DIR --partner NAME</c>: read saved answers of the vendor and end.</param>
/// <param name="Verify"><c>journal verify</c>: check every journal and end.</param>
/// <param name="Doctor"><c>doctor</c>: look at everything the portal needs, say each in a line, and end.</param>
/// <param name="Misuse">Why nothing can be done, with the usage; null when it can.</param>
public sealed record CommandLine(string[] Settings, bool Reset = false, ImportArguments? Import = null, bool Verify = false, bool Doctor = false, string? Misuse = null)
{
    private const string ImportCommand = "import";
    private const string PartnerOption = "--partner";
    private const int LongestName = 200;

    private const string Usage =
        "Usage: dotnet run --project PartnerBlazor [-- [demo reset | import DIR --partner NAME | journal verify | doctor] [--Section:Setting=value ...]]";

    /// <summary>Reads the arguments of the program.</summary>
    public static CommandLine Parse(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var (settings, words, partner) = (new List<string>(), new List<string>(), (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (!IsSetting(arg, importing: words is [ImportCommand, ..]))
            {
                words.Add(arg);
                continue;
            }
            // The configuration takes whatever follows a key without "=" for its value, a command too.
            string[] pair = arg.Contains('=', StringComparison.Ordinal) ? arg.Split('=', 2)
                : i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? [arg, args[++i]] : [arg];
            if (pair is [PartnerOption, ..])
                partner = pair is [_, var name] ? name.Trim() : "";
            else if (pair is [var key, var value])
                settings.Add($"{key}={value}");
            else
                return Wrong($"{arg} has no value.");
        }
        return words switch
        {
            [ImportCommand, .. var rest] => ParseImport([.. settings], rest, partner),
            _ when partner is not null => Wrong($"{PartnerOption} belongs to {ImportCommand}."),
            [] => new([.. settings]),
            ["demo", "reset"] => new([.. settings], Reset: true),
            ["journal", "verify"] => new([.. settings], Verify: true),
            ["doctor"] => new([.. settings], Doctor: true),
            ["doctor", var word, ..] => Wrong($"{word} is one argument too many."),
            ["demo", "reset", var word, ..] => Wrong($"{word} is one argument too many."),
            ["journal", "verify", var word, ..] => Wrong($"{word} is one argument too many."),
            [var word, ..] => Wrong($"There is no command {word}."),
        };
    }

    private static CommandLine ParseImport(string[] settings, List<string> words, string? partner)
    {
        if (words.Count > 1)
            return Wrong($"{words[1]} is one argument too many.");
        if (words.Count == 0 || words[0].Trim().Length == 0)
            return Wrong("Which folder is to be imported?");
        if (string.IsNullOrEmpty(partner))
            return Wrong($"Which partner do the answers belong to? {PartnerOption} is missing.");
        if (partner.Length > LongestName || partner.Any(char.IsControl))
            return Wrong($"{PartnerOption} takes a name of 1 to {LongestName} characters without control characters.");
        var tried = Folders(words[0]);
        return tried.Find(Directory.Exists) is { } folder
            ? new(settings, Import: new ImportArguments(folder, partner))
            : Wrong($"There is no folder {string.Join(" and no folder ", tried)}.");
    }

    // `dotnet run` starts the program at the top of the repository; where the person stands is still in the shell's own variable.
    private static List<string> Folders(string folder)
    {
        var stands = ContentRoot.OfPublished is null ? Environment.GetEnvironmentVariable("PWD") : null;
        List<string> from = Path.IsPathFullyQualified(stands ?? "") && Directory.Exists(stands)
            ? [stands!, Environment.CurrentDirectory] : [Environment.CurrentDirectory];
        return [.. from.Select(start => Path.GetFullPath(folder, start)).Distinct()];
    }

    private static CommandLine Wrong(string why) => new([], Misuse: $"{why}{Environment.NewLine}{Usage}");

    // A folder may begin with "/" and hold "=": after `import`, only dashes make a setting.
    private static bool IsSetting(string arg, bool importing) =>
        (arg.Length > 2 && arg.StartsWith("--", StringComparison.Ordinal))
        || (!importing && arg.Length > 1 && (arg[0] == '/' || (char.IsLetter(arg[0]) && arg.Contains('=', StringComparison.Ordinal))));
}

/// <summary>What to import.</summary>
/// <param name="Folder">Full path of the folder; it exists.</param>
/// <param name="Partner">Name of the partner, trimmed.</param>
public sealed record ImportArguments(string Folder, string Partner);
