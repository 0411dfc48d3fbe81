using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PartnerBlazor.Bench.Circuits;
using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;

namespace PartnerBlazor.Bench.Suites;

/// <summary>Many open tabs of one page.</summary>
public sealed class Fleet : IAsyncDisposable
{
    // People of the demo's first partner to whom every customer exists.
    private static readonly string[] s_people = ["Camille Aubert", "Théo Delacroix-Nguyen"];

    // As many at a time as a browser's user would not notice: opening is measured elsewhere.
    private const int AtOnce = 4;

    private Fleet(IReadOnlyList<CircuitSession> sessions, Sample opened) => (Sessions, Opened) = (sessions, opened);

    /// <summary>The tabs.</summary>
    public IReadOnlyList<CircuitSession> Sessions { get; }

    /// <summary>Milliseconds from asking for the page to its first rows, of each.</summary>
    public Sample Opened { get; }

    /// <summary>Render batches so far.</summary>
    public long Batches => Sessions.Sum(session => (long)session.Batches);

    /// <summary>Their bytes.</summary>
    public long Bytes => Sessions.Sum(session => session.Bytes);

    /// <summary>Opens the portal's customers page with its first rows.</summary>
    public static async Task<Fleet> PortalAsync(ServerProcess server, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        var people = await Task.WhenAll(s_people.Select(name => Visitor.SignInAsync(server.Portal, name, cancel)));
        return await OpenAsync(new Uri(server.Portal, "/customers"), count, people, "pb-name-button", scrolls: true, cancel);
    }

    /// <summary>Opens the naive list with its first rows.</summary>
    public static Task<Fleet> NaiveAsync(ServerProcess server, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        return OpenAsync(new Uri(server.Naive, "/naive"), count, [new CookieContainer()], "datetime", scrolls: false, cancel);
    }

    /// <summary>Opens a page with nothing but MudBlazor's frame.</summary>
    public static Task<Fleet> EmptyAsync(ServerProcess server, int count, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        return OpenAsync(new Uri(server.Naive, "/empty"), count, [new CookieContainer()], "empty-page", scrolls: false, cancel);
    }

    /// <summary>Waits until no batch has come for a while.</summary>
    public Task CalmAsync(CancellationToken cancel) => CircuitSession.CalmAsync(() => Batches, TimeSpan.FromMilliseconds(400), cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await Parallel.ForEachAsync(Sessions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (session, _) => await session.DisposeAsync());

    /// <summary>Opens tabs.</summary>
    /// <param name="page">The page.</param>
    /// <param name="count">How many.</param>
    /// <param name="people">Cookies of those who open it, in turn.</param>
    /// <param name="sign">A text the first rows carry.</param>
    /// <param name="scrolls">Whether the list asks for its rows when the browser tells what is in view.</param>
    /// <param name="cancel">Cancels.</param>
    private static async Task<Fleet> OpenAsync(Uri page, int count, CookieContainer[] people, string sign, bool scrolls, CancellationToken cancel)
    {
        var (sessions, times) = (new ConcurrentBag<CircuitSession>(), new ConcurrentBag<double>());
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) =>
        {
            var began = Stopwatch.GetTimestamp();
            var session = await CircuitSession.OpenAsync(page, people[i % people.Length], holdsPage: false, stop, sign);
            sessions.Add(session);
            if (scrolls)
                await session.ScrollAsync(0);
            times.Add(Stopwatch.GetElapsedTime(began, await session.First).TotalMilliseconds);
        });
        var opened = new Sample();
        opened.Add(times);
        return new Fleet([.. sessions], opened);
    }
}
