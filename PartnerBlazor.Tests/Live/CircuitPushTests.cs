using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Bench.Circuits;
using PartnerBlazor.Bench.Server;
using PartnerBlazor.Central;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Live;

/// <summary>What a change costs open tabs, seen where it counts: at the other end of real circuits (the bench's tabs without a browser).</summary>
public sealed class CircuitPushTests : IAsyncLifetime
{
    private readonly QueryCount _queries = new();
    private PortalHost _portal = null!;
    private Changes _changes = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalHost.StartAsync(
            customers: 300, services: services => services.ConfigureDbContext<PartnerDb>(options => options.AddInterceptors(_queries)));
        _changes = new Changes(
            _portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>(), _portal.Services.GetRequiredService<CentralCommands>(),
            _portal.Services.GetRequiredService<PartnerStore>(), Feed);
    }

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    private ChangeFeed Feed => _portal.Services.GetRequiredService<ChangeFeed>();

    [Fact]
    public async Task A_row_on_screen_changes_everywhere_in_one_batch_without_a_query()
    {
        var alone = await QueriesAsync([]);
        await using var tabs = await TabsAsync(3);

        var together = await QueriesAsync(tabs.All);
        var before = tabs.All.Select(tab => tab.Batches).ToList();
        await ShownEverywhereAsync(tabs.All, Day(5));

        Assert.Equal(alone, together);
        Assert.All(tabs.All.Zip(before), tab => Assert.Equal(tab.Second + 1, tab.First.Batches));
        // The page is what the batches made of it.
        Assert.All(tabs.All, tab => Assert.Contains(IsoDay.Of(Day(5)), tab.Page!.Find(node => node.Text.Contains("pb-expiry", StringComparison.Ordinal) && node.Text.Contains(IsoDay.Of(Day(5)), StringComparison.Ordinal))!.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_sees_sends_nothing()
    {
        await using var tabs = await TabsAsync(2);
        // What the first change builds once is built.
        await ShownEverywhereAsync(tabs.All, Day(1));
        var before = tabs.All.Select(tab => tab.Batches).ToList();

        await _changes.UnseenAsync();
        await _changes.UnseenAsync();
        // Sent after it: what had been sent for the others would have come before.
        await ShownEverywhereAsync(tabs.All, Day(2));

        Assert.All(tabs.All.Zip(before), tab => Assert.Equal(tab.Second + 1, tab.First.Batches));
    }

    [Fact]
    public async Task A_tab_that_sleeps_through_a_flood_holds_up_nobody_and_wakes_to_the_last_state()
    {
        await using var tabs = await TabsAsync(2);
        var (sleeper, other) = (tabs.All[0], tabs.All[1]);
        sleeper.StopReading();
        var asleep = sleeper.Batches;

        var seen = other.CarriesAsync(IsoDay.Of(Day(9)));
        await _changes.BurstAsync(2000, Day(9), 100_000);
        await seen;
        Assert.InRange(sleeper.Batches - asleep, 0, 10);

        var awake = sleeper.CarriesAsync(IsoDay.Of(Day(10)));
        await sleeper.ReadAgainAsync();
        await ShownEverywhereAsync([other], Day(10));
        await awake;
        Assert.Null(sleeper.Error);
    }

    [Fact]
    public async Task Closed_tabs_leave_no_watch_behind()
    {
        await using (await TabsAsync(3))
            Assert.Equal(3, Feed.WatchCount);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Feed.WatchCount > 0)
            await often.WaitForNextTickAsync(Cancel);
    }

    [Fact]
    public async Task A_tab_without_a_browser_searches_and_opens_a_customer()
    {
        await using var tabs = await TabsAsync(1);
        var tab = tabs.All[0];
        var found = tab.CarriesAsync("pb-name-button");
        await tab.TypeAsync("pb-search", "sarl");
        await found;
        var open = tab.CarriesAsync("pb-side");
        await tab.ActAsync(node => node.Attributes.ContainsKey("data-id"), CustomerTableRow.Details);
        await open;
        Assert.Matches("q=sarl&open=", tab.Address);
    }

    // Days an expiring licence can have; each of a test its own.
    private static DateOnly Day(int number) => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30 + number);

    private async Task<Tabs> TabsAsync(int count)
    {
        CookieContainer[] people = [await Visitor.SignInAsync(_portal.BaseAddress, "Camille Aubert", Cancel), await Visitor.SignInAsync(_portal.BaseAddress, "Théo Delacroix-Nguyen", Cancel)];
        var tabs = new List<CircuitSession>();
        for (var i = 0; i < count; i++)
        {
            var tab = await CircuitSession.OpenAsync(new Uri(_portal.BaseAddress, "/customers"), people[i % people.Length], holdsPage: true, Cancel, "pb-name-button");
            tabs.Add(tab);
            await tab.ScrollAsync(0);
            await tab.First;
        }
        return new Tabs(tabs);
    }

    private async Task ShownEverywhereAsync(IReadOnlyList<CircuitSession> tabs, DateOnly day)
    {
        var shown = tabs.Select(tab => tab.CarriesAsync(IsoDay.Of(day))).ToList();
        await _changes.ShownAsync(day);
        await Task.WhenAll(shown);
    }

    // The fewest of three times: what the portal does by the clock is no tab's doing. When the second of two changes has come everywhere,
    // whatever the first made anybody ask has been asked.
    private async Task<long> QueriesAsync(IReadOnlyList<CircuitSession> tabs)
    {
        var fewest = long.MaxValue;
        await ShownEverywhereAsync(tabs, Day(20));
        for (var time = 0; time < 3; time++)
        {
            var before = _queries.Count;
            await ShownEverywhereAsync(tabs, Day(1 + time));
            await ShownEverywhereAsync(tabs, Day(21 + time));
            fewest = Math.Min(fewest, _queries.Count - before);
        }
        return fewest;
    }

    private sealed record Tabs(IReadOnlyList<CircuitSession> All) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var tab in All)
                await tab.DisposeAsync();
        }
    }
}
