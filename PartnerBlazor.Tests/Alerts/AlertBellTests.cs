using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Alerts;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>The bell with its real state on the real feed and a real store.</summary>
public sealed class AlertBellTests : IAsyncLifetime
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly BunitContext _tab = new();
    private TestStore _store = null!;
    private CountingFactory _reads = null!;
    private Timer? _clock;
    private int _partner;

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _reads = new CountingFactory(_store.Factory);
        _tab.JSInterop.Mode = JSRuntimeMode.Loose;
        var services = _tab.Services;
        services.AddLocalization();
        services.AddSingleton(_store.Feed);
        services.AddSingleton<IDbContextFactory<PartnerDb>>(_reads);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<CustomerQueries>();
        services.AddSingleton<CustomerTallies>();
        services.AddSingleton<CustomerWords>();
        services.AddSingleton<DayWords>();
        services.AddSingleton<AlertQueries>();
        services.AddScoped<LiveSession>();
        services.AddScoped<AlertsState>();
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        if (_clock is not null)
            await _clock.DisposeAsync();
        await _store.DisposeAsync();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _before;
    }

    [Fact]
    public async Task The_count_follows_the_changes_without_a_query()
    {
        var id = await _store.AddCustomerAsync(_partner, "Customer", c => c.Alert());
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner));
        Assert.Equal("Alerts: 1 open", Button(bell).GetAttribute("aria-label"));
        var reads = _reads.Count;
        await RaiseAsync(id, AlertSeverity.Low);
        Await(bell, () => Assert.Equal("Alerts: 2 open", Button(bell).GetAttribute("aria-label")));
        // Of high severity: marked until the list is opened.
        await RaiseAsync(id, AlertSeverity.High);
        Await(bell, () => Assert.Equal("Alerts: 3 open, a new one of high severity", Button(bell).GetAttribute("aria-label")));
        Assert.NotNull(bell.Find(".pb-bell-new"));
        Assert.Equal(reads, _reads.Count);
        await Button(bell).ClickAsync(new MouseEventArgs());
        Assert.Empty(bell.FindAll(".pb-bell-new"));
    }

    [Fact]
    public async Task It_speaks_the_persons_language_after_a_push_too()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
        var id = await _store.AddCustomerAsync(_partner, "Customer", c => c.Alert());
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner));
        await RaiseAsync(id, AlertSeverity.Low);
        Await(bell, () => Assert.Equal("Alertes\u00a0: 2 ouvertes", Button(bell).GetAttribute("aria-label")));
    }

    [Fact]
    public async Task The_list_shows_the_newest_in_scope_and_follows_while_open()
    {
        var group = await _store.AddGroupAsync(_partner, "Group");
        var mine = await _store.AddCustomerAsync(_partner, "Mine", c => c.In(group).Alert(a => (a.Description, a.Device, a.Count) = ("Gateway down", "XG-1", 3)));
        await _store.AddCustomerAsync(_partner, "Out of scope", c => c.Alert());
        await _store.AddCustomerAsync(_partner, "No visibility", c =>
        {
            c.In(group).Alert();
            c.Customer.PartnerAssistance = PartnerAssistance.Off;
        });
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [group]));
        Assert.Equal("Alerts: 1 open", Button(bell).GetAttribute("aria-label"));
        Assert.Equal("false", Button(bell).GetAttribute("aria-expanded"));
        await Button(bell).ClickAsync(new MouseEventArgs());
        Assert.Equal("true", Button(bell).GetAttribute("aria-expanded"));
        var line = Assert.Single(bell.FindAll("li"));
        foreach (var text in (string[])["Medium", "Gateway down", "XG-1", "3 times", "Mine"])
            Assert.Contains(text, line.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/customers?contact={mine}", line.QuerySelector("a")!.GetAttribute("href"));

        await RaiseAsync(mine, AlertSeverity.High, "Real-time protection is disabled");
        Await(bell, () => Assert.Equal(["Real-time protection is disabled", "Gateway down"], bell.FindAll(".pb-bell-text").Select(t => t.TextContent)));
        // Switched off by the customer: gone from list and count alike.
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(mine, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
            write.Journal(JournalKinds.AssistanceChanged, mine);
        });
        Await(bell, () => Assert.Empty(bell.FindAll("li")));
        Assert.Contains("No open alerts", bell.Find(".pb-bell-panel").TextContent, StringComparison.Ordinal);
        Assert.Equal("Alerts: none open", Button(bell).GetAttribute("aria-label"));
    }

    [Fact]
    public async Task What_the_list_has_no_room_for_is_a_link_to_all_alerts()
    {
        await _store.AddCustomerAsync(_partner, "Noisy", c =>
        {
            for (var i = 0; i < 30; i++)
                c.Alert();
        });
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner));
        await Button(bell).ClickAsync(new MouseEventArgs());
        var more = bell.Find(".pb-bell-note a");
        Assert.Equal("/alerts", more.GetAttribute("href"));
        Assert.Equal($"All alerts: {30 - bell.FindAll("li").Count} more", more.TextContent);
        await more.ClickAsync(new MouseEventArgs());
        Assert.Empty(bell.FindAll(".pb-bell-panel"));
    }

    [Fact]
    public async Task Escape_closes_it_and_gives_the_focus_back()
    {
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner));
        await Button(bell).ClickAsync(new MouseEventArgs());
        var focused = _tab.JSInterop.Invocations.Count(FocusesElement);
        await bell.Find(".pb-bell-panel").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.Empty(bell.FindAll(".pb-bell-panel"));
        Assert.Equal(focused + 1, _tab.JSInterop.Invocations.Count(FocusesElement));
    }

    [Fact]
    public async Task There_is_no_bell_without_the_permission_and_it_goes_with_it()
    {
        await _store.AddCustomerAsync(_partner, "Customer", c => c.Alert());
        var person = await _store.AddPersonAsync(_partner, Role.Admin);
        var bell = await RenderAsync(person);
        Assert.NotEmpty(bell.FindAll(".pb-bell-button"));
        await ChangeRoleAsync(person, Role.BusinessAdmin);
        Await(bell, () => Assert.Empty(bell.Nodes.OfType<IElement>()));
        await ChangeRoleAsync(person, Role.Admin);
        Await(bell, () => Assert.Equal("Alerts: 1 open", Button(bell).GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Another_partners_alert_is_ignored()
    {
        var own = await _store.AddCustomerAsync(_partner, "Own");
        var otherPartner = await _store.AddPartnerAsync(name: "Other");
        var other = await _store.AddCustomerAsync(otherPartner, "Other");
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner));
        await RaiseAsync(other, AlertSeverity.High, partner: otherPartner);
        await RaiseAsync(own, AlertSeverity.Low);
        Await(bell, () => Assert.Equal("Alerts: 1 open", Button(bell).GetAttribute("aria-label")));
        Assert.Empty(bell.FindAll(".pb-bell-new"));
    }

    [Fact]
    public async Task A_closed_tab_leaves_no_watch_behind()
    {
        var bell = await RenderAsync(await _store.AddPersonAsync(_partner));
        Assert.Equal(1, _store.Feed.WatchCount);
        Assert.NotEmpty(bell.FindAll(".pb-bell-button"));
        await _tab.DisposeAsync();
        Assert.Equal(0, _store.Feed.WatchCount);
    }

    private static bool FocusesElement(JSRuntimeInvocation call) => call.Identifier == "Blazor._internal.domWrapper.focus";

    private static IElement Button(IRenderedComponent<AlertBell> bell) => bell.Find(".pb-bell-button");

    private static void Await(IRenderedComponent<AlertBell> bell, Action met) => bell.WaitForAssertion(met, TimeSpan.FromSeconds(20));

    private async Task<IRenderedComponent<AlertBell>> RenderAsync(PartnerScope scope)
    {
        // As the layout does it: the session watches before anything is drawn, and the pump stays on the tab's context.
        await _tab.Renderer.Dispatcher.InvokeAsync(() => _tab.Services.GetRequiredService<LiveSession>().StartAsync(scope, () => Task.FromResult<PartnerScope?>(scope)));
        // The bell is on no row's screen: its changes come with the feed's tick.
        _clock = new Timer(_ => _store.Tick(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        var bell = _tab.Render<AlertBell>();
        await bell.InvokeAsync(() => _tab.Services.GetRequiredService<AlertsState>().StartAsync());
        return bell;
    }

    private Task RaiseAsync(Guid customer, AlertSeverity severity, string description = "Raised", int? partner = null) =>
        _store.WriteAsync(partner ?? _partner, write =>
        {
            var alert = new Alert
            {
                Id = Guid.NewGuid(),
                PartnerId = write.PartnerId,
                CustomerId = customer,
                Cause = $"{Guid.NewGuid():N}",
                Severity = severity,
                Description = description,
                RaisedAt = write.Now.AddMinutes(1),
            };
            write.Db.Add(alert);
            write.Journal(JournalKinds.AlertRaised, customer, alert.Id, description, after: severity.ToString());
        });

    private Task ChangeRoleAsync(PartnerScope person, Role role) => _store.WriteAsync(_partner, async write =>
    {
        (await write.Db.People.FindAsync(person.PersonId))!.Role = role;
        write.JournalOther(JournalKinds.PersonChanged, person.PersonId);
    });

    /// <summary>Counts how often somebody reads.</summary>
    private sealed class CountingFactory(IDbContextFactory<PartnerDb> inner) : IDbContextFactory<PartnerDb>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public PartnerDb CreateDbContext()
        {
            Interlocked.Increment(ref _count);
            return inner.CreateDbContext();
        }
    }
}
