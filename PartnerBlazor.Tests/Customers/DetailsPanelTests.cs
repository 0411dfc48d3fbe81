using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Assistance;
using PartnerBlazor.Customers;
using PartnerBlazor.Groups;
using PartnerBlazor.Live;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central;
using PartnerBlazor.Tests.Store;
using PartnerBlazor.Text;
using TestContext = Xunit.TestContext;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The details panel with its real state, a real store and the real feed.</summary>
public sealed class DetailsPanelTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly BunitContext _tab = new();
    private readonly List<DetailsState> _states = [];
    private readonly TaskCompletionSource<Guid> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestStore _store = null!;
    private LiveSession _live = null!;
    private int _partner;
    private Guid _group;
    private Guid _licence;
    private Guid _customer;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "Nord");
        _customer = await _store.AddCustomerAsync(_partner, "Boulangerie", customer => customer.In(_group)
            .Licence(licence => licence.EndDate = _store.Today.AddDays(12))
            .Licence(licence => (licence.ProductName, licence.StartDate, licence.ReplacedFrom) = ("Old product", new(2025, 1, 1), new(2026, 1, 1)))
            .Alert(alert => alert.Description = "Malware on PC-1"));
        await using var db = _store.Db();
        _licence = await db.Licences.Where(l => l.ReplacedFrom == null).Select(l => l.Id).SingleAsync();
        _tab.JSInterop.Mode = JSRuntimeMode.Loose;
        _live = new LiveSession(_store.Feed, TimeProvider.System, NullLogger<LiveSession>.Instance);
        var state = () => new DetailsState(new DetailsQueries(_store.Factory), _live, _store.Time, NullLogger<DetailsState>.Instance);
        _tab.Services.AddLocalization().AddMudServices();
        _tab.Services.AddSingleton<CustomerWords>().AddSingleton<DetailsWords>().AddSingleton<UsageWords>().AddSingleton<DayWords>().AddSingleton<RefusalWords>();
        _tab.Services.AddScoped(_ => new AssistanceActs(new AssistanceCommands(_store.Store, new FakeCentral()), _live));
        _tab.Services.AddScoped<ActRunner>().AddSingleton(_live).AddSingleton<ConsoleVisits>();
        _tab.Services.AddSingleton(_ => new GroupsState(
            new GroupQueries(_store.Factory), new GroupCommands(_store.Store), new MembershipCommands(_store.Store), _live, NullLogger<GroupsState>.Instance));
        _tab.Services.AddSingleton<Func<DetailsState>>(() =>
        {
            _states.Add(state());
            return _states[^1];
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _live.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_change_arrives_and_marks_the_licence_until_it_is_looked_at()
    {
        var panel = await OpenAsync();
        Assert.Contains("5 / 10", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("in 12 days", Row(panel).TextContent, StringComparison.Ordinal);
        Assert.Contains("Saturday 27 June 2026", Row(panel).TextContent, StringComparison.Ordinal);

        await UseAsync(13);
        panel.WaitForAssertion(() => Assert.Contains("13 / 10", Row(panel).TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("pb-changed", Row(panel).ClassName, StringComparison.Ordinal);
        Assert.Contains("the vendor", Row(panel).QuerySelector(".pb-dot")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("13 of 10 used, 3 over the limit", Row(panel).TextContent, StringComparison.Ordinal);
        Assert.Contains("usage 5 → 13", panel.Find(".pb-timeline").TextContent, StringComparison.Ordinal);

        // The tab's pump may be rendering this moment: the event waits for its turn, and so does the test.
        await Row(panel).TriggerEventAsync("onmouseenter", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        panel.WaitForAssertion(() => Assert.DoesNotContain("pb-changed", Row(panel).ClassName, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task French_stays_French_after_a_push_from_a_thread_with_another_culture()
    {
        In("fr-FR");
        var panel = await OpenAsync();
        Assert.Contains("Historique", panel.Markup, StringComparison.Ordinal);
        var pushed = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            In("en-GB");
            UseAsync(13).ContinueWith(_ => pushed.SetResult(), TaskScheduler.Default);
        });
        thread.Start();
        await pushed.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        panel.WaitForAssertion(() => Assert.Contains("13 / 10", Row(panel).TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("dépassement de 3", Row(panel).TextContent, StringComparison.Ordinal);
        Assert.Contains("utilisation 5 → 13", panel.Find(".pb-timeline").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_another_partner_and_of_other_customers_are_ignored()
    {
        var neighbour = await _store.AddCustomerAsync(_partner, "Neighbour");
        var elsewhere = await _store.AddPartnerAsync(name: "Other");
        var foreign = await _store.AddCustomerAsync(elsewhere, "Foreign");
        var panel = await OpenAsync();
        var before = panel.RenderCount;
        // Joined after the panel's state: what it hears was handed to that first.
        var probe = new Probe();
        using var membership = _live.Join(probe);
        _live.Show(probe, [neighbour, foreign]);
        await _store.RenameAsync(elsewhere, foreign, "Foreign renamed");
        await _store.RenameAsync(_partner, neighbour, "Neighbour renamed");
        await probe.Heard.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.Equal(before, panel.RenderCount);
        await _store.RenameAsync(_partner, _customer, "Boulangerie du Nord");
        panel.WaitForAssertion(() => Assert.Equal("Boulangerie du Nord", panel.Find("h2").TextContent), s_patience);
        Assert.DoesNotContain("renamed", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_seats_in_the_timeline_is_told_as_a_number()
    {
        var panel = await OpenAsync();
        await _store.WriteAsync(_partner, async write =>
        {
            var licence = await write.Db.Licences.SingleAsync(l => l.Id == _licence);
            write.Journal(JournalKinds.LicenceChanged, _customer, _licence, licence.ProductName, "50", "2");
            licence.Quantity = 2;
        });
        panel.WaitForAssertion(() => Assert.Contains("50 → 2", panel.Find(".pb-timeline").TextContent, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Who_has_access_follows_other_peoples_scopes()
    {
        var panel = await OpenAsync();
        var help = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_group], name: "Inès Help");
        _store.Tick();
        panel.WaitForAssertion(() => Assert.Contains("Inès Help", panel.Find(".pb-people").TextContent, StringComparison.Ordinal), s_patience);

        await _store.WriteAsync(_partner, async write =>
        {
            write.Db.RemoveRange(await write.Db.Set<PersonGroup>().Where(g => g.PersonId == help.PersonId).ToListAsync());
            write.JournalOther(JournalKinds.PersonChanged, help.PersonId);
        });
        _store.Tick();
        panel.WaitForAssertion(() => Assert.DoesNotContain("Inès Help", panel.Find(".pb-people").TextContent, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task What_was_missed_marks_the_licence_with_its_cause()
    {
        var panel = await OpenAsync();
        await UseAsync(13);
        _store.Feed.PublishNewDay();
        panel.WaitForAssertion(() => Assert.Contains("13 / 10", Row(panel).TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("Over-used – the vendor", Row(panel).QuerySelector(".pb-dot")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_without_news_makes_the_facts_younger()
    {
        var panel = await OpenAsync();
        Assert.Contains("never read", panel.Find(".pb-details-facts").TextContent, StringComparison.OrdinalIgnoreCase);
        await _store.ReadAsync(_partner, _customer);
        _store.TickAsOf();
        panel.WaitForAssertion(() => Assert.Contains("just now", panel.Find(".pb-details-facts").TextContent, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Leaving_the_scope_leaves_nothing_of_the_customer()
    {
        var panel = await OpenAsync(Role.HelpDesk, inGroup: true);
        Assert.Equal("Boulangerie", panel.Find("h2").TextContent);
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_customer, CancellationToken.None)).Groups.Clear();
            write.Journal(JournalKinds.CustomerGroups, _customer, before: "Nord");
        });
        // Beside the list, whoever shows the panel takes it away.
        Assert.Equal(_customer, await _left.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("Boulangerie", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".pb-sections, .pb-details-acts"));
    }

    [Fact]
    public async Task A_disposed_panel_gets_nothing_and_a_closed_tab_watches_nothing()
    {
        await OpenAsync();
        Assert.Equal(1, _store.Feed.WatchCount);
        var state = Assert.Single(_states);
        await _tab.DisposeComponentsAsync();
        // Joined after the panel's state: what is handed over to it would have been handed to that first.
        var probe = new Probe();
        using var membership = _live.Join(probe);
        _live.Show(probe, [_customer]);
        await UseAsync(13);
        await probe.Heard.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.Equal(5, state.Details!.Licences.Single(l => l.Id == _licence).Usage);
        Assert.Empty(state.LicenceMarks);

        await _live.DisposeAsync();
        Assert.Equal(0, _store.Feed.WatchCount);
    }

    [Theory]
    [InlineData(Role.SuperAdmin, true)]
    [InlineData(Role.ReadOnly, true)]
    [InlineData(Role.BusinessAdmin, false)]
    public async Task The_alerts_exist_only_for_those_who_may_see_them(Role role, bool seesAlerts)
    {
        var panel = await OpenAsync(role);
        Assert.Equal(seesAlerts ? 1 : 0, panel.FindAll("[data-testid=alerts]").Count);
        Assert.Equal(seesAlerts, panel.Markup.Contains("Malware on PC-1", StringComparison.Ordinal));
        Assert.Equal(seesAlerts, panel.Markup.Contains("alert", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_manages_groups_chooses_them_here_and_the_panel_shows_it_by_the_road()
    {
        var east = await _store.AddGroupAsync(_partner, "Est");
        var panel = await OpenAsync();
        Assert.Equal(["Nord"], Tags(panel));
        Assert.Empty(panel.FindAll("[data-testid=group-selector]"));
        await panel.Find("[data-testid=groups] button").ClickAsync();
        panel.WaitForAssertion(() => Assert.Equal(2, panel.FindAll("[data-testid=group-selector] li").Count), s_patience);
        await panel.FindAll("[data-testid=group-selector] li").Single(li => li.TextContent.Trim() == "Est")
            .QuerySelector("input")!.ChangeAsync(new ChangeEventArgs { Value = true });
        await panel.Find("[data-testid=group-selector] form").SubmitAsync();

        panel.WaitForAssertion(() => Assert.Equal(["Est", "Nord"], Tags(panel)), s_patience);
        Assert.Empty(panel.FindAll("[data-testid=group-selector]"));
        await using var db = _store.Db();
        Assert.True(await db.GroupMembers.AnyAsync(m => m.GroupId == east && m.CustomerId == _customer, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.BusinessAdmin)]
    public async Task Everybody_else_reads_the_groups(Role role)
    {
        var panel = await OpenAsync(role);
        Assert.Equal(["Nord"], Tags(panel));
        Assert.Empty(panel.FindAll("[data-testid=groups] button"));
    }

    [Fact]
    public async Task Replaced_licences_stand_at_the_end_and_say_so()
    {
        var panel = await OpenAsync();
        var rows = panel.FindAll("[data-licence]");
        Assert.Equal(2, rows.Count);
        Assert.Contains("Old product", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Replaced since 1 Jan 2026", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Expiring", rows[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_without_licences_says_so()
    {
        await StartAsync(await _store.AddPersonAsync(_partner));
        var bare = await _store.AddCustomerAsync(_partner, "Bare");
        var panel = _tab.Render<DetailsPanel>(parameters => parameters
            .Add(p => p.CustomerId, bare).Add(p => p.Side, true).Add(p => p.OpenContact, EventCallback.Factory.Create<Guid>(this, () => { })));
        panel.WaitForElement(".pb-sections", s_patience);
        Assert.Contains("The vendor lists no licence of this customer.", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_forbidden_and_malformed_ids_show_the_same_page()
    {
        var elsewhere = await _store.AddPartnerAsync(name: "Other");
        var foreign = await _store.AddCustomerAsync(elsewhere, "Foreign");
        await OpenAsync();
        List<string> pages = [];
        foreach (var id in (string[])[Guid.NewGuid().ToString(), foreign.ToString(), "no-id"])
        {
            var page = _tab.Render<DetailsPage>(parameters => parameters.Add(p => p.Id, id));
            page.WaitForElement(".pb-message", s_patience);
            pages.Add(page.Markup);
        }
        Assert.Single(pages.Distinct());
        Assert.Equal(_tab.Render<NotFoundNotice>().Markup, pages[0]);
    }

    [Fact]
    public async Task A_failed_read_says_so_and_can_be_tried_again()
    {
        await StartAsync(await _store.AddPersonAsync(_partner));
        await using (var db = _store.Db())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Alerts\" RENAME TO \"Hidden\"", TestContext.Current.CancellationToken);
        var panel = Render();
        var retry = panel.WaitForElement("[role=alert] button", s_patience);
        await using (var db = _store.Db())
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Hidden\" RENAME TO \"Alerts\"", TestContext.Current.CancellationToken);
        await retry.ClickAsync();
        panel.WaitForElement(".pb-sections", s_patience);
        Assert.Empty(panel.FindAll("[role=alert]"));
    }

    private async Task<IRenderedComponent<DetailsPanel>> OpenAsync(Role role = Role.SuperAdmin, bool inGroup = false)
    {
        if (CultureInfo.CurrentUICulture.Name != "fr-FR")
            In("en-GB");
        await StartAsync(await _store.AddPersonAsync(_partner, role, groups: inGroup ? [_group] : null));
        var panel = Render();
        panel.WaitForElement(".pb-sections", s_patience);
        return panel;
    }

    private Task StartAsync(PartnerScope scope) => _tab.Renderer.Dispatcher.InvokeAsync(() => _live.StartAsync(scope, () => Task.FromResult<PartnerScope?>(scope)));

    private IRenderedComponent<DetailsPanel> Render() => _tab.Render<DetailsPanel>(parameters => parameters
        .Add(p => p.CustomerId, _customer).Add(p => p.Side, true).Add(p => p.OpenContact, EventCallback.Factory.Create<Guid>(this, () => { }))
        .Add(p => p.Left, id => _left.TrySetResult(id)));

    private static IEnumerable<string> Tags(IRenderedComponent<DetailsPanel> panel) => panel.FindAll(".pb-tag").Select(tag => tag.TextContent);

    private AngleSharp.Dom.IElement Row(IRenderedComponent<DetailsPanel> panel) => panel.Find($"[data-licence='{_licence}']");

    private Task UseAsync(int usage) => _store.WriteAsync(_partner, async write =>
    {
        var licence = await write.Db.Licences.SingleAsync(l => l.Id == _licence);
        write.Journal(JournalKinds.LicenceUsage, _customer, _licence, licence.ProductName, $"{licence.Usage}", $"{usage}");
        licence.Usage = usage;
    });

    private static void In(string culture) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(culture), CultureInfo.GetCultureInfo(culture));

    private sealed class Probe : ILiveState
    {
        private readonly TaskCompletionSource _heard = new();

        public Task Heard => _heard.Task;

        public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
        {
            _heard.TrySetResult();
            return Task.CompletedTask;
        }

        public Task OnResyncAsync() => Task.CompletedTask;
    }
}
