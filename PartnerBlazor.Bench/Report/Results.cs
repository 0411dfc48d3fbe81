using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PartnerBlazor.Bench.Report;

/// <summary>
/// The file that keeps the results: a section a suite, each with the command, machine, date and commit it was measured with. A suite that is
/// run again replaces its section and leaves the others.
/// </summary>
/// <param name="path">The file.</param>
public sealed class Results(string path)
{
    /// <summary>Writes the section of a suite.</summary>
    /// <param name="suite">Name of the suite.</param>
    /// <param name="command">What was typed to measure it.</param>
    /// <param name="tables">What was measured.</param>
    public async Task WriteAsync(string suite, string command, IEnumerable<Table> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var (open, close) = ($"<!-- {suite} -->", $"<!-- /{suite} -->");
        var section = $"{open}\n`{command}`  \n{await WhereAsync()}\n\n{string.Concat(tables.Select(table => table.ToMarkdown()))}{close}";
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        var (from, to) = (text.IndexOf(open, StringComparison.Ordinal), text.IndexOf(close, StringComparison.Ordinal));
        text = from >= 0 && to > from ? text[..from] + section + text[(to + close.Length)..] : $"{text.TrimEnd()}\n\n{section}\n";
        await File.WriteAllTextAsync(path, text);
    }

    private static async Task<string> WhereAsync()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var commit = await CommitAsync();
        return string.Create(CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC · commit {commit} · {Environment.ProcessorCount} cores, {memory:0} GiB · {RuntimeInformation.FrameworkDescription} · {RuntimeInformation.OSDescription.Trim()}");
    }

    private static async Task<string> CommitAsync()
    {
        var dirty = await GitAsync("status", "--porcelain", "--untracked-files=no", "--", "PartnerBlazor") is { Length: > 0 } ? " and changes" : "";
        return await GitAsync("rev-parse", "--short", "HEAD") + dirty;
    }

    private static async Task<string> GitAsync(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("git could not be started.");
        var text = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return text.Trim();
    }
}
