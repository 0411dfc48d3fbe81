using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server;

/// <summary>The bench's server as the bench sees it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Portal = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        Naive = new Uri($"http://127.0.0.1:{(port + 1).ToString(CultureInfo.InvariantCulture)}");
        _http = new HttpClient { BaseAddress = Naive, Timeout = TimeSpan.FromMinutes(30) };
    }

    /// <summary>Address of the portal.</summary>
    public Uri Portal { get; }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Address of the naive site.</summary>
    public Uri Naive { get; }

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="folder">Folder of the database.</param>
    /// <param name="customers">Customers of the first partner when it is seeded.</param>
    /// <param name="port">Port of the portal; the naive site has the next.</param>
    public static async Task<ServerProcess> StartAsync(string folder, int customers, int port)
    {
        string[] arguments = [typeof(ServerProcess).Assembly.Location, "serve", folder, customers.ToString(CultureInfo.InvariantCulture), port.ToString(CultureInfo.InvariantCulture)];
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The server could not be started.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ServeCommand.Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError());
                return new ServerProcess(process, port);
            }
            await Console.Error.WriteLineAsync(line);
        }
        throw new InvalidOperationException("The server ended before it answered.");
    }

    /// <summary>What it has used and holds.</summary>
    public async Task<Meter> MeterAsync(bool collect = false) =>
        (await _http.GetFromJsonAsync<Meter>($"/bench/meter?collect={collect}"))!;

    /// <summary>Changes a row on screen; it shows the new day.</summary>
    public Task<Committed> ShownAsync(DateOnly end) => PostAsync<Committed>($"/bench/shown?end={IsoDay.Of(end)}");

    /// <summary>Changes a customer nobody has on screen; only counts tell.</summary>
    public Task<Committed> FarAsync(DateOnly end) => PostAsync<Committed>($"/bench/far?end={IsoDay.Of(end)}");

    /// <summary>Changes what neither list nor counts show.</summary>
    public Task<Committed> UnseenAsync() => PostAsync<Committed>("/bench/unseen");

    /// <inheritdoc cref="Changes.FeedAsync"/>
    public Task<Fed> FeedAsync(int perSecond, int seconds) => PostAsync<Fed>(
        string.Create(CultureInfo.InvariantCulture, $"/bench/feed?perSecond={perSecond}&seconds={seconds}"));

    /// <inheritdoc cref="Editors.EditAsync"/>
    public Task<Edited> EditAsync(int people, int seconds) => PostAsync<Edited>(
        string.Create(CultureInfo.InvariantCulture, $"/bench/edit?people={people}&seconds={seconds}"));

    /// <inheritdoc cref="Changes.BurstAsync"/>
    public Task<Burst> BurstAsync(int changes, DateOnly last, int perSecond) => PostAsync<Burst>(
        string.Create(CultureInfo.InvariantCulture, $"/bench/burst?changed={changes}&last={IsoDay.Of(last)}&perSecond={perSecond}"));

    /// <summary>Waits until it has nothing to do: less than 3 % of a processor for a second; at most ten seconds, for tabs that are open do a little always.</summary>
    public async Task IdleAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            var before = await MeterAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
            if ((await MeterAsync()).CpuMs - before.CpuMs < 30)
                return;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _http.Dispose();
        _process.Dispose();
    }

    private async Task<T> PostAsync<T>(string address)
    {
        using var answer = await _http.PostAsync(address, null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }
}
