using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Whom the details of a customer exist for, and what of them.</summary>
public sealed class DetailsQueriesTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private DetailsQueries _queries = null!;
    private int _partner;
    private Guid _group;
    private Guid _customer;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _queries = new DetailsQueries(_store.Factory);
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "Nord");
        _customer = await _store.AddCustomerAsync(_partner, "Boulangerie", customer => customer.In(_group).Licence().Alert(alert => alert.Severity = AlertSeverity.High));
        await _store.WriteAsync(_partner, write => write.Journal(JournalKinds.AlertRaised, _customer, item: "Something happened", after: "High"));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(Role.SuperAdmin, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.HelpDesk, true)]
    [InlineData(Role.ReadOnly, true)]
    [InlineData(Role.BusinessAdmin, false)]
    public async Task Every_role_reads_a_customer_in_scope_and_alerts_only_with_the_permission(Role role, bool seesAlerts)
    {
        var details = await ReadAsync(await _store.AddPersonAsync(_partner, role, groups: [_group]));
        Assert.NotNull(details);
        Assert.Equal("Boulangerie", details.Row.DisplayName);
        Assert.Equal("Nord", Assert.Single(details.Groups).Name);
        Assert.Single(details.Licences);
        Assert.Equal(seesAlerts, details.Alerts is not null);
        Assert.Equal(seesAlerts, details.Timeline.Entries.Any(entry => entry.Change.Kind == JournalKinds.AlertRaised));
        Assert.Contains(details.Timeline.Entries, entry => entry.Change.Kind == JournalKinds.CustomerAdded);
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    public async Task Out_of_scope_it_does_not_exist(Role role)
    {
        var other = await _store.AddGroupAsync(_partner, $"Sud {role}");
        var scope = await _store.AddPersonAsync(_partner, role, groups: [other], customers: []);
        Assert.Null(await ReadAsync(scope));
        Assert.Null(await _queries.OlderAsync(scope, _customer, long.MaxValue, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_chosen_customer_is_in_scope() =>
        Assert.NotNull(await ReadAsync(await _store.AddPersonAsync(_partner, Role.HelpDesk, customers: [_customer])));

    [Theory]
    [InlineData(Role.SuperAdmin)]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.BusinessAdmin)]
    public async Task For_another_partner_it_does_not_exist(Role role)
    {
        var scope = await _store.AddPersonAsync(await _store.AddPartnerAsync(name: "Other"), role);
        Assert.Null(await ReadAsync(scope));
        Assert.Null(await _queries.OlderAsync(scope, _customer, long.MaxValue, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_managed_order_exists_only_with_Flex_Connect()
    {
        foreach (var connect in (bool[])[true, false])
        {
            var partner = await _store.AddPartnerAsync(mspFlexConnect: connect);
            var managed = await _store.AddCustomerAsync(partner, with: customer => customer.Managed());
            var read = await _queries.ReadAsync(await _store.AddPersonAsync(partner), managed, DetailsQueries.Page, TestContext.Current.CancellationToken);
            Assert.Equal(connect, read is not null);
        }
    }

    [Fact]
    public async Task Without_visibility_known_alerts_are_hidden_from_everybody()
    {
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_customer, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
            write.Journal(JournalKinds.AssistanceChanged, _customer, before: nameof(PartnerAssistance.On), after: nameof(PartnerAssistance.Off));
        });
        var details = await ReadAsync(await _store.AddPersonAsync(_partner));
        Assert.NotNull(details);
        Assert.Null(details.Alerts);
        Assert.DoesNotContain(details.Timeline.Entries, entry => entry.Change.Kind == JournalKinds.AlertRaised);
    }

    [Fact]
    public async Task Open_alerts_come_worst_first_and_closed_or_snoozed_ones_not_at_all()
    {
        var customer = await _store.AddCustomerAsync(_partner, with: c => c
            .Alert(a => (a.Severity, a.Description) = (AlertSeverity.Low, "low"))
            .Alert(a => (a.Severity, a.Description, a.State) = (AlertSeverity.High, "taken", AlertState.Acknowledged))
            .Alert(a => (a.Severity, a.Description, a.State) = (AlertSeverity.High, "done", AlertState.Resolved))
            .Alert(a => (a.Severity, a.Description, a.State) = (AlertSeverity.High, "later", AlertState.Snoozed)));
        var details = await _queries.ReadAsync(await _store.AddPersonAsync(_partner), customer, DetailsQueries.Page, TestContext.Current.CancellationToken);
        Assert.Equal(["taken", "low"], details?.Alerts?.Select(alert => alert.Description));
    }

    [Fact]
    public async Task It_tells_who_has_access_and_by_which_rule()
    {
        var other = await _store.AddGroupAsync(_partner, "Sud");
        var asking = await _store.AddPersonAsync(_partner, name: "A all");
        await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_group, other], name: "B group");
        await _store.AddPersonAsync(_partner, Role.ReadOnly, groups: [_group], customers: [_customer], name: "C both");
        await _store.AddPersonAsync(_partner, Role.ReadOnly, groups: [other], name: "D elsewhere");
        // A role whose scope is always all, whatever is stored beside.
        await _store.AddPersonAsync(_partner, Role.BusinessAdmin, groups: [other], name: "E business");
        await _store.AddPersonAsync(await _store.AddPartnerAsync(name: "Other"), name: "F other partner");
        var gone = await _store.AddPersonAsync(_partner, name: "G gone");
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.FindAsync([gone.PersonId], CancellationToken.None))!.Active = false;
            write.JournalOther(JournalKinds.PersonChanged, gone.PersonId);
        });
        var details = await ReadAsync(asking);
        Assert.Equal(
            ["A all|True||False", "B group|False|Nord|False", "C both|False|Nord|True", "E business|True||False"],
            details?.Access.Select(a => $"{a.Name}|{a.All}|{string.Join(',', a.Groups)}|{a.Chosen}"));
    }

    [Fact]
    public async Task The_timeline_is_read_in_pages_newest_first_without_gap_or_repetition()
    {
        await _store.WriteAsync(_partner, write =>
        {
            for (var i = 0; i < 2 * DetailsQueries.Page; i++)
                write.Journal(JournalKinds.CustomerChanged, _customer, after: $"{i}");
        });
        var scope = await _store.AddPersonAsync(_partner);
        var page = (await ReadAsync(scope))!.Timeline;
        List<long> seen = [.. page.Entries.Select(entry => entry.Change.Seq)];
        Assert.Equal(DetailsQueries.Page, seen.Count);
        while (page.More)
        {
            page = (await _queries.OlderAsync(scope, _customer, seen[^1], TestContext.Current.CancellationToken))!;
            seen.AddRange(page.Entries.Select(entry => entry.Change.Seq));
        }
        Assert.Equal(2 * DetailsQueries.Page + 2, seen.Count);
        Assert.Equal(seen.Distinct().OrderDescending(), seen);
    }

    private Task<CustomerDetails?> ReadAsync(PartnerScope scope) =>
        _queries.ReadAsync(scope, _customer, DetailsQueries.Page, TestContext.Current.CancellationToken);
}
