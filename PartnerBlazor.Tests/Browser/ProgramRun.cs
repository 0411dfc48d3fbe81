using System.Collections.Concurrent;
using System.Diagnostics;

namespace PartnerBlazor.Tests.Browser;

/// <summary>One run of a program in a process of its own, with what it wrote.</summary>
public sealed class ProgramRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ProgramRun(Process process) => _process = process;

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => _output.ToArray();

    /// <summary>Lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => _errors.ToArray();

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Everything it wrote, for the message of a failed test.</summary>
    public string Everything => string.Join('\n', [.. _output, .. _errors]);

    /// <summary>Starts a program without input.</summary>
    /// <param name="folder">Its working directory.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    public static ProgramRun Start(string folder, string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What decides environment and address must be the program's own settings, not this machine's.
        foreach (var name in start.Environment.Keys.Where(IsAboutHosting).ToList())
            start.Environment.Remove(name);
        var run = new ProgramRun(new Process { StartInfo = start });
        run._process.OutputDataReceived += (_, line) => Keep(run._output, line.Data);
        run._process.ErrorDataReceived += (_, line) => Keep(run._errors, line.Data);
        run._process.Start();
        run._process.StandardInput.Close();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits for its end and the last line it wrote.</summary>
    /// <param name="within">Time it may take; without one, as long as the test may.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It goes on: what should have been refused was not.</exception>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        var end = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        try
        {
            await end.WaitAsync(within ?? Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The program still runs after {within}:\n{Everything}");
        }
        return _process.ExitCode;
    }

    /// <summary>Kills it on the spot (SIGKILL): it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static bool IsAboutHosting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.Equals("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.Equals("DOTNET_URLS", StringComparison.OrdinalIgnoreCase);

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
