using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The real program in a process of its own: can be killed and started again on the same port and database.</summary>
public sealed class PortalProcess : IPortal, IAsyncDisposable
{
    private readonly string _program;
    private readonly string _workingDirectory;
    private readonly string[] _arguments;
    private readonly TempFolder? _own;

    private PortalProcess(string program, string workingDirectory, TempFolder? own, string[] arguments, Uri address)
    {
        (_program, _workingDirectory, _own, _arguments, BaseAddress) = (program, workingDirectory, own, arguments, address);
        Run = Launch();
    }

    /// <inheritdoc/>
    public Uri BaseAddress { get; }

    /// <summary>The present run, or the last one.</summary>
    public ProgramRun Run { get; private set; }

    /// <summary>Starts the program and waits until it answers.</summary>
    /// <param name="folder">Folder of its database; without one it gets its own, deleted in the end.</param>
    /// <param name="customers">Customers of the first demo partner.</param>
    /// <param name="program">The program; without one, the build beside these tests.</param>
    /// <param name="workingDirectory">Where it is started from; without one, the top of the repository, as <c>dotnet run</c> does.</param>
    /// <param name="settings">Further settings as arguments: <c>--Demo:Seed=7</c>.</param>
    public static async Task<PortalProcess> StartAsync(
        string? folder = null, int customers = 40, string? program = null, string? workingDirectory = null, params IEnumerable<string> settings)
    {
        var own = folder is null ? new TempFolder() : null;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var portal = new PortalProcess(
            program ?? Repository.BuiltProgram, workingDirectory ?? Repository.Root, own,
            [.. Arguments(folder ?? own!.Path, address, customers), .. settings], address);
        try
        {
            await portal.AnswersAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the program to its end: for starts that must be refused, and for commands such as <c>demo reset</c>.</summary>
    /// <param name="folder">Folder of its database.</param>
    /// <param name="command">A command, or nothing to start the portal; then further settings as arguments.</param>
    /// <exception cref="TimeoutException">It did not end within two minutes.</exception>
    public static async Task<(int ExitCode, ProgramRun Run)> RunToEndAsync(string folder, params IEnumerable<string> command)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var run = ProgramRun.Start(
            Repository.Root, Repository.Dotnet, [Repository.BuiltProgram, .. command, .. Arguments(folder, address, customers: 40)]);
        await using (run)
            return (await run.EndAsync(within: TimeSpan.FromMinutes(2)), run);
    }

    /// <summary>Kills it on the spot (SIGKILL).</summary>
    public Task KillAsync() => Run.KillAsync();

    /// <summary>Starts it again, after a kill or an end, on the same port and folder, and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        await Run.DisposeAsync();
        Run = Launch();
        await AnswersAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Run.DisposeAsync();
        _own?.Dispose();
    }

    private ProgramRun Launch() => ProgramRun.Start(_workingDirectory, Repository.Dotnet, [_program, .. _arguments]);

    private static string[] Arguments(string folder, Uri address, int customers) =>
    [
        $"--urls={address}", $"--Store:Folder={folder}", "--Demo:ChangesPerMinute=0",
        $"--Demo:Customers={customers.ToString(CultureInfo.InvariantCulture)}",
    ];

    // Any answer counts: what the answer is, is the test's own question.
    private async Task AnswersAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await often.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            if (Run.HasExited)
                throw new InvalidOperationException($"The program ended with {await Run.EndAsync()} instead of answering:\n{Run.Everything}");
            try
            {
                using var answer = await client.GetAsync(new Uri(BaseAddress, "logo.svg"), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    // Below the range the system hands out by itself, so that nobody takes the port between a kill and a restart.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
