using System.Diagnostics;
using System.Globalization;
using PartnerBlazor.Bench.Circuits;

namespace PartnerBlazor.Bench.Suites;

/// <summary>The built program, started as an administrator would, and how long that takes.</summary>
public sealed class PortalRun : IAsyncDisposable
{
    private readonly Process _process;

    private PortalRun(Process process, Uri address, TimeSpan firstPage) => (_process, Address, FirstPage) = (process, address, firstPage);

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    /// <summary>From its start until it has answered with its first page.</summary>
    public TimeSpan FirstPage { get; }

    /// <summary>Starts it and asks for its sign-in page until it comes.</summary>
    /// <param name="program">The program's assembly.</param>
    /// <param name="folder">Folder of its database; seeded when there is none.</param>
    /// <param name="customers">Customers of the first partner when it is seeded.</param>
    public static async Task<PortalRun> StartAsync(string program, string folder, int customers)
    {
        var address = new Uri("http://127.0.0.1:5320");
        string[] arguments =
        [
            program, $"--urls={address}", $"--Store:Folder={folder}", "--Demo:ChangesPerMinute=0",
            $"--Demo:Customers={customers.ToString(CultureInfo.InvariantCulture)}", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
        ];
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)) ?? throw new InvalidOperationException("The program could not be started.");
        using var http = new HttpClient { BaseAddress = address };
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The program ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync("/sign-in");
                if (answer.IsSuccessStatusCode)
                    return new PortalRun(process, address, Stopwatch.GetElapsedTime(began));
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(5);
        }
    }

    /// <summary>From the click on a person until the first rows are there.</summary>
    public async Task<TimeSpan> FirstRowsAsync(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var cookies = await Visitor.SignInAsync(Address, "Camille Aubert", cancel);
        await using var tab = await CircuitSession.OpenAsync(new Uri(Address, "/customers"), cookies, holdsPage: false, cancel, "pb-name-button");
        await tab.ScrollAsync(0);
        return Stopwatch.GetElapsedTime(began, await tab.First);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
