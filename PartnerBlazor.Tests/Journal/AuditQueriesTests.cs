using PartnerBlazor.Access;
using PartnerBlazor.Central;
using PartnerBlazor.Journal;
using PartnerBlazor.Live;
using PartnerBlazor.People;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>Which entries exist for whom, and what the filters let through.</summary>
public sealed class AuditQueriesTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private AuditQueries _queries = null!;
    private PartnerScope _admin = null!;
    private int _partner;
    private Guid _anna;
    private Guid _bert;
    private Guid _order;
    private Guid _gone;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _queries = new AuditQueries(_store.Factory);
        _partner = await _store.AddPartnerAsync();
        _admin = (await _store.AddPersonAsync(_partner, name: "Ada Admin")) with { Address = "203.0.113.7" };
        _anna = await _store.AddCustomerAsync(_partner, "Anna");
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => c.Customer.PartnerAssistance = PartnerAssistance.Off);
        _order = await _store.AddCustomerAsync(_partner, "Order", c => c.Managed());
        _gone = await _store.AddCustomerAsync(_partner, "Gone");
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(_gone, CancellationToken.None)).UnlinkedAt = write.Now;
            write.Journal(JournalKinds.Unlinked, _gone, before: "Gone");
        });
        var vendor = new CentralCommands(_store.Store);
        foreach (var customer in (Guid[])[_anna, _bert])
            await vendor.RaiseAsync(_partner, new TestCustomer(_partner, "x").Alert(a => a.CustomerId = customer).Alerts[0]);
        await WriteAsync(_admin, JournalKinds.SignedIn, _admin.PersonId, after: "Demo");
        await WriteAsync(_admin, JournalKinds.GroupCreated, Guid.NewGuid(), "Gold");
        var other = await _store.AddPartnerAsync(name: "Other");
        await _store.AddCustomerAsync(other, "Foreign");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_super_admin_sees_all_of_the_partner_and_nothing_of_another()
    {
        var entries = await ReadAsync(_admin);
        Assert.Equal(["Gone", "Order", "Bert", "Anna"], CustomersAdded(entries));
        Assert.True(entries.Single(entry => entry.Change.Kind == JournalKinds.Unlinked).Unlinked);
        Assert.Contains(JournalKinds.SignedIn, Kinds(entries));
        // Bert lets nobody look: known alerts are hidden (SPEC §6).
        Assert.Equal("Anna", Assert.Single(entries, entry => entry.Change.IsAlert).Customer);
        Assert.Equal("203.0.113.7", entries.Single(entry => entry.Change.Kind == JournalKinds.SignedIn).Address);
        Assert.All(entries, entry => Assert.Null(entry.Change.Payload.Address));
    }

    [Fact]
    public async Task A_limited_scope_sees_its_customers_and_what_the_person_did_themselves()
    {
        var desk = await _store.AddPersonAsync(_partner, Role.HelpDesk, customers: [_anna, _gone], name: "Dan Desk");
        await WriteAsync(desk, JournalKinds.SignedIn, desk.PersonId, after: "Demo", Permission.SeeCustomers);
        var entries = await ReadAsync(desk);
        Assert.Equal(["Anna"], CustomersAdded(entries));
        // Their own sign-in, and that they were added; nobody else's.
        Assert.All(entries.Where(entry => entry.Change.CustomerId is null), entry => Assert.True(entry.Change.Actor.Id == desk.PersonId || entry.Change.SubjectId == desk.PersonId));
        Assert.Contains(JournalKinds.SignedIn, Kinds(entries));
        Assert.Single(entries, entry => entry.Change.IsAlert);
        // Nor by asking for it.
        Assert.Empty(await ReadAsync(desk, new AuditFilter { CustomerId = _bert }));
        Assert.Empty(await ReadAsync(desk, new AuditFilter { CustomerId = _gone }));
        Assert.Null((await _queries.ChoicesAsync(desk, _bert, Cancel)).Customer);
        Assert.Equal(["Dan Desk"], (await _queries.ChoicesAsync(desk, _anna, Cancel)).People.Select(person => person.Name));
    }

    [Fact]
    public async Task Without_alerts_there_are_none_and_sign_ins_and_addresses_of_others_are_for_super_admins()
    {
        var business = await _store.AddPersonAsync(_partner, Role.BusinessAdmin);
        var entries = await ReadAsync(business);
        Assert.DoesNotContain(entries, entry => entry.Change.IsAlert);
        Assert.DoesNotContain(JournalKinds.SignedIn, Kinds(entries));
        Assert.Contains(JournalKinds.GroupCreated, Kinds(entries));
        Assert.Contains("Gone", CustomersAdded(entries));
        Assert.All(entries, entry => Assert.Equal("", entry.Address));
    }

    [Fact]
    public async Task Managed_orders_exist_with_MSP_Flex_Connect_only()
    {
        var without = await ReadAsync(_admin with { MspFlexConnect = false });
        Assert.Equal(["Gone", "Bert", "Anna"], CustomersAdded(without));
        Assert.Null((await _queries.ChoicesAsync(_admin with { MspFlexConnect = false }, _order, Cancel)).Customer);
    }

    [Fact]
    public async Task Who_may_not_read_the_log_is_refused()
    {
        var none = _admin with { Removed = new HashSet<Permission> { Permission.ReadAudit } };
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(none))).Code);
        await Assert.ThrowsAsync<RefusedException>(() => _queries.ChoicesAsync(none, null, Cancel));
    }

    [Fact]
    public async Task Filters_are_of_days_of_what_it_is_about_and_of_who_did_it()
    {
        _store.Time.Advance(TimeSpan.FromDays(10));
        await WriteAsync(_admin, JournalKinds.GroupDeleted, Guid.NewGuid(), "Gold");
        Assert.Equal([JournalKinds.GroupDeleted], Kinds(await ReadAsync(_admin)));
        var all = new AuditFilter { From = new DateOnly(2026, 6, 1) };
        Assert.Equal([JournalKinds.GroupDeleted, JournalKinds.GroupCreated], Kinds(await ReadAsync(_admin, all with { Types = [AuditType.Group] })));
        Assert.Equal([JournalKinds.GroupDeleted, JournalKinds.GroupCreated, JournalKinds.SignedIn], Kinds(await ReadAsync(_admin, all with { By = [new(ActorKind.Person, _admin.PersonId)] })));
        Assert.Empty(await ReadAsync(_admin, all with { By = [new(ActorKind.Person, Guid.NewGuid())] }));
        Assert.DoesNotContain(JournalKinds.GroupCreated, Kinds(await ReadAsync(_admin, all with { By = [new(ActorKind.Vendor)] })));
        Assert.All(await ReadAsync(_admin, all with { CustomerId = _anna }), entry => Assert.Equal("Anna", entry.Customer));
        Assert.Empty(await ReadAsync(_admin, new AuditFilter { To = new DateOnly(2026, 6, 14) }));
        Assert.NotEmpty(await ReadAsync(_admin, new AuditFilter { From = new DateOnly(2026, 6, 15), To = new DateOnly(2026, 6, 15) }));
        Assert.Empty(await ReadAsync(_admin, new AuditFilter { From = DateOnly.MaxValue, To = DateOnly.MaxValue }));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_newer_ones_are_counted()
    {
        await _store.AddCustomersAsync(_partner, Enumerable.Range(0, 150).Select(i => new TestCustomer(_partner, $"Customer {i}")));
        var first = await _queries.WindowAsync(_admin, new AuditFilter(), null, _store.Today, null, Cancel);
        Assert.Equal((AuditQueries.Page, true), (first.Entries.Count, first.More));
        var second = await _queries.WindowAsync(_admin, new AuditFilter(), null, _store.Today, first.Entries[^1].Change.Seq, Cancel);
        Assert.False(second.More);
        var seqs = first.Entries.Concat(second.Entries).Select(entry => entry.Change.Seq).ToList();
        Assert.Equal(seqs.OrderDescending().Distinct(), seqs);
        Assert.Equal((0, first.Seq), await _queries.NewerAsync(_admin, new AuditFilter(), null, _store.Today, first.Seq, Cancel));
        await WriteAsync(_admin, JournalKinds.GroupDeleted, Guid.NewGuid(), "Gold");
        Assert.Equal((1, first.Seq + 1), await _queries.NewerAsync(_admin, new AuditFilter(), null, _store.Today, first.Seq, Cancel));
        Assert.Equal(0, (await _queries.NewerAsync(_admin, new AuditFilter { Types = [AuditType.Role] }, null, _store.Today, first.Seq, Cancel)).Count);
        // The search reads on until a page is full.
        var found = await _queries.WindowAsync(_admin, new AuditFilter(), entry => entry.Customer == "Anna", _store.Today, null, Cancel);
        Assert.Equal(2, found.Entries.Count);
    }

    [Fact]
    public async Task A_replay_from_before_what_was_let_go_reads_anew()
    {
        var history = new LiveHistory(_store.Factory);
        _store.Time.Advance(TimeSpan.FromDays(401));
        await _store.RenameAsync(_partner, _anna, "Anne");
        var gone = await new JournalCommands(_store.Store, _store.JournalKey).TrimAsync(_partner, Cancel);
        Assert.True((await history.SinceAsync(_admin, gone - 1, Cancel)).Resync);
        Assert.False((await history.SinceAsync(_admin, gone, Cancel)).Resync);
    }

    [Fact]
    public void An_address_says_the_filter_and_what_it_says_wrongly_is_left_out()
    {
        var filter = new AuditFilter
        {
            Search = "a b",
            From = new DateOnly(2026, 6, 1),
            To = new DateOnly(2026, 6, 3),
            Types = [AuditType.Licence, AuditType.Role],
            By = [new(ActorKind.Calendar), new(ActorKind.Person, _anna)],
            CustomerId = _bert,
        };
        var read = AuditLink.Parse(AuditLink.Page(filter)["/audit".Length..]);
        Assert.Equal(AuditLink.Page(filter), AuditLink.Page(read));
        Assert.Equal(filter.By, read.By);
        Assert.Equal("/audit", AuditLink.Page(AuditLink.Parse("?type=x&by=y,&customer=1&from=2026-13-01")));
        Assert.StartsWith("/audit/entries.csv?", AuditLink.Download(filter), StringComparison.Ordinal);
        Assert.True(AuditLink.Parse("?from=2026-06-03&to=2026-06-01") is { From: { } from, To: { } to } && from == to);
    }

    [Fact]
    public void The_first_days_of_all_have_none_before_them()
    {
        foreach (var day in (string[])["0001-01-01", "0001-01-03", "9999-12-31"])
        {
            var filter = AuditLink.Parse($"?to={day}");
            Assert.True(filter.FirstDay(_store.Today) <= filter.LastDay(_store.Today));
        }
        Assert.Equal(DateOnly.MinValue, AuditLink.Parse("?to=0001-01-03").FirstDay(_store.Today));
    }

    [Fact]
    public async Task A_scope_of_ones_own_that_changed_is_told_without_the_names_of_what_is_not_in_it()
    {
        var people = new PeopleCommands(_store.Store);
        var desk = await _store.AddPersonAsync(_partner, Role.HelpDesk, customers: [_bert], name: "Dan Desk");
        var had = new AccessChoice { Role = Role.HelpDesk, Customers = new HashSet<Guid> { _bert } };
        await people.SetAccessAsync(_admin, desk.PersonId, had with { Customers = new HashSet<Guid> { _anna } }, had, Cancel);
        had = had with { Customers = new HashSet<Guid> { _anna } };
        await people.SetAccessAsync(_admin, desk.PersonId, had with { Role = Role.ReadOnly }, had, Cancel);
        await people.RenameAsync(_admin, desk.PersonId, "Dan Read", "Dan Desk", Cancel);
        var own = (await _store.ScopeAsync(desk.PersonId))!;
        Assert.Equal([("Dan Desk", "Dan Read"), ("HelpDesk", "ReadOnly"), (null, null)], Changed(await ReadAsync(own)).Take(3));
        Assert.Contains(("Bert", "Anna"), Changed(await ReadAsync(_admin)));
        // Nor are they found by the search, or downloaded.
        Assert.Empty((await _queries.WindowAsync(own, new AuditFilter(), entry => entry.Change.Payload.Before == "Bert", _store.Today, null, Cancel)).Entries);
        await foreach (var entry in _queries.AllAsync(own, new AuditFilter(), null, _store.Today, Cancel))
            Assert.NotEqual("Bert", entry.Change.Payload.Before);

        static IEnumerable<(string?, string?)> Changed(IEnumerable<AuditEntry> entries) =>
            entries.Where(entry => entry.Change.Kind == JournalKinds.PersonChanged).Select(entry => (entry.Change.Payload.Before, entry.Change.Payload.After));
    }

    private Task<bool> WriteAsync(PartnerScope by, string kind, Guid subject, string item = "", string? after = null, Permission permission = Permission.ManageGroups) =>
        _store.Store.WriteAsync(by, permission, write =>
        {
            write.JournalOther(kind, subject, item, after: after);
            return Task.FromResult(true);
        });

    private Task<bool> WriteAsync(PartnerScope by, string kind, Guid subject, string after, Permission permission) => WriteAsync(by, kind, subject, "", after, permission);

    private async Task<IReadOnlyList<AuditEntry>> ReadAsync(PartnerScope scope, AuditFilter? filter = null) =>
        (await _queries.WindowAsync(scope, filter ?? new AuditFilter(), null, _store.Today, null, Cancel)).Entries;

    private static IEnumerable<string> Kinds(IEnumerable<AuditEntry> entries) => entries.Select(entry => entry.Change.Kind);

    private static IEnumerable<string?> CustomersAdded(IEnumerable<AuditEntry> entries) =>
        entries.Where(entry => entry.Change.Kind == JournalKinds.CustomerAdded).Select(entry => entry.Customer);
}
