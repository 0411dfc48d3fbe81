using Microsoft.Playwright;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Finds the Chromium the journeys run in, and installs one where there is none.</summary>
public static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];

    /// <summary>Chromium's own switches: no window, no traffic of its own.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // Chromium refuses its sandbox to root, which tests in a container are.
        .. IsRoot ? (string[])["--no-sandbox"] : [],
    ];

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>The browser's full path: CHROMIUM_PATH, then the system's, then Playwright's own, else a new one.</summary>
    /// <exception cref="FileNotFoundException">There is none and none could be installed; says what to install.</exception>
    public static async Task<string> FindOrInstallAsync(IPlaywright playwright)
    {
        ArgumentNullException.ThrowIfNull(playwright);
        var own = playwright.Chromium.ExecutablePath;
        if (Find(own) is { } found)
            return found;
        var said = await InstallWithPlaywrightAsync();
        if (Find(own) is { } installed)
            return installed;
        if (IsRoot && OnPath("apt-get") is { } apt)
            said += await InstallWithAptAsync(apt);
        return Find(own) ?? throw new FileNotFoundException(
            $"The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n{said}");
    }

    private static string? Find(string own) =>
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named ? named
        : s_names.Select(OnPath).FirstOrDefault(path => path is not null) ?? (File.Exists(own) ? own : null);

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    // Without the test's own output: the test runner speaks its protocol on it.
    private static async Task<string> InstallWithPlaywrightAsync()
    {
        var result = await Task.Run(() => new Microsoft.Playwright.Program().RunWithResult(IsRoot ? ["install", "--with-deps", "chromium"] : ["install", "chromium"]));
        return $"{result.StandardOutput}{result.StandardError}";
    }

    private static async Task<string> InstallWithAptAsync(string apt)
    {
        var said = "";
        foreach (var arguments in (string[][])[["update"], ["install", "-y", "--no-install-recommends", "chromium"]])
        {
            await using var run = ProgramRun.Start(Path.GetTempPath(), apt, arguments);
            await run.EndAsync();
            said += run.Everything;
        }
        return said;
    }
}
