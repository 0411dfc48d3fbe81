using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Groups;

/// <summary>What becomes of groups, and what the commands refuse.</summary>
public sealed class GroupCommandsTests : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestStore _store = null!;
    private GroupCommands _groups = null!;
    private int _partner;
    private PartnerScope _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _groups = new GroupCommands(_store.Store);
        _partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(_partner, name: "Ada Admin");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.BusinessAdmin)]
    public async Task Every_other_role_is_refused_every_command(Role role)
    {
        var customer = await _store.AddCustomerAsync(_partner);
        var group = await _store.AddGroupAsync(_partner, "North");
        var person = await _store.AddPersonAsync(_partner, role);
        var memberships = new MembershipCommands(_store.Store);
        var queries = new GroupQueries(_store.Factory);
        var change = new MembershipChange(group, Add: true);
        Func<Task>[] acts =
        [
            () => _groups.CreateAsync(person, "South", "", cancel: Stop),
            () => _groups.RenameAsync(person, group, "South", "North", cancel: Stop),
            () => _groups.DescribeAsync(person, group, "Text", "", cancel: Stop),
            () => _groups.DeleteAsync(person, group, cancel: Stop),
            () => memberships.SetGroupsAsync(person, customer, [group], [], cancel: Stop),
            () => memberships.ChangeAsync(person, change, [customer], cancel: Stop),
            () => queries.ListAsync(person, Stop),
            () => queries.OfCustomerAsync(person, customer, Stop),
            () => queries.PreviewAsync(person, change, [customer], Stop),
        ];

        foreach (var act in acts)
            Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(act)).Code);

        await using var db = _store.Db();
        Assert.Equal(["North"], await db.Groups.Select(g => g.Name).ToListAsync(Stop));
        Assert.Empty(db.GroupMembers);
    }

    [Fact]
    public async Task Another_partners_group_does_not_exist()
    {
        var other = await _store.AddPartnerAsync(name: "Other");
        var theirs = await _store.AddGroupAsync(other, "Theirs");
        var customer = await _store.AddCustomerAsync(_partner);
        var memberships = new MembershipCommands(_store.Store);
        Func<Task>[] acts =
        [
            () => _groups.RenameAsync(_admin, theirs, "Ours", "Theirs", cancel: Stop),
            () => _groups.DescribeAsync(_admin, theirs, "Text", "", cancel: Stop),
            () => _groups.DeleteAsync(_admin, theirs, cancel: Stop),
            () => memberships.SetGroupsAsync(_admin, customer, [theirs], [], cancel: Stop),
            () => memberships.ChangeAsync(_admin, new MembershipChange(theirs, Add: true), [customer], cancel: Stop),
        ];

        foreach (var act in acts)
            Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(act)).Code);

        Assert.Empty(await new GroupQueries(_store.Factory).ListAsync(_admin, Stop));
    }

    [Theory]
    [InlineData("  ", RefusalCodes.Required)]
    [InlineData("a\nb", RefusalCodes.ControlCharacters)]
    [InlineData("", RefusalCodes.Required)]
    public async Task A_name_that_cannot_be_is_refused_at_its_field(string name, string code)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _groups.CreateAsync(_admin, name, "", cancel: Stop));

        Assert.Equal((code, nameof(CustomerGroup.Name)), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Names_and_descriptions_have_a_longest()
    {
        var group = await _groups.CreateAsync(_admin, $" {new string('n', 100)} ", new string('d', 500), cancel: Stop);

        var name = await Assert.ThrowsAsync<RefusedException>(() => _groups.RenameAsync(_admin, group, new string('m', 101), new string('n', 100), cancel: Stop));
        var description = await Assert.ThrowsAsync<RefusedException>(() => _groups.DescribeAsync(_admin, group, new string('e', 501), new string('d', 500), cancel: Stop));

        Assert.Equal((RefusalCodes.TooLong, "100"), (name.Code, name.Detail));
        Assert.Equal((RefusalCodes.TooLong, "500"), (description.Code, description.Detail));
    }

    [Theory]
    [InlineData("Société")]
    [InlineData(" SOCIETE ")]
    [InlineData("sociéte")]
    public async Task A_name_is_unique_whatever_its_case_and_accents(string name)
    {
        await _groups.CreateAsync(_admin, "Société", "", cancel: Stop);
        var other = await _groups.CreateAsync(_admin, "Other", "", cancel: Stop);

        var created = await Assert.ThrowsAsync<RefusedException>(() => _groups.CreateAsync(_admin, name, "", cancel: Stop));
        var renamed = await Assert.ThrowsAsync<RefusedException>(() => _groups.RenameAsync(_admin, other, name, "Other", cancel: Stop));

        Assert.Equal((RefusalCodes.DuplicateName, "Société"), (created.Code, created.Detail));
        Assert.Equal(RefusalCodes.DuplicateName, renamed.Code);
    }

    [Fact]
    public async Task Two_who_create_the_same_name_at_once_make_one_group()
    {
        var refusals = await Task.WhenAll(new[] { "North", "NORTH" }.Select(name =>
            Task.Run(() => Record.ExceptionAsync(() => _groups.CreateAsync(_admin, name, "", Stop)).AsTask(), Stop)));

        Assert.Equal(RefusalCodes.DuplicateName, Assert.IsType<RefusedException>(Assert.Single(refusals.OfType<Exception>())).Code);
        Assert.Single(await new GroupQueries(_store.Factory).ListAsync(_admin, Stop));
    }

    [Fact]
    public async Task A_name_may_change_its_own_accents_and_another_partner_may_have_it()
    {
        var group = await _groups.CreateAsync(_admin, "Societe", "", cancel: Stop);
        var other = await _store.AddPersonAsync(await _store.AddPartnerAsync(name: "Other"));

        await _groups.RenameAsync(_admin, group, "Société", "Societe", cancel: Stop);
        await _groups.CreateAsync(other, "Société", "", cancel: Stop);

        Assert.Equal("Société", Assert.Single(await new GroupQueries(_store.Factory).ListAsync(_admin, Stop)).Name);
    }

    [Fact]
    public async Task An_edit_is_judged_on_what_the_person_saw()
    {
        var group = await _groups.CreateAsync(_admin, "North", "Old", cancel: Stop);
        await _groups.RenameAsync(_admin, group, "South", "North", cancel: Stop);
        await _groups.DescribeAsync(_admin, group, "New", "Old", cancel: Stop);

        var name = await Assert.ThrowsAsync<RefusedException>(() => _groups.RenameAsync(_admin, group, "West", "North", cancel: Stop));
        var description = await Assert.ThrowsAsync<RefusedException>(() => _groups.DescribeAsync(_admin, group, "Newer", "Old", cancel: Stop));

        Assert.Equal((RefusalCodes.ChangedMeanwhile, "South"), (name.Code, name.Detail));
        Assert.Equal((RefusalCodes.ChangedMeanwhile, "New"), (description.Code, description.Detail));
    }

    [Fact]
    public async Task Deleting_a_group_takes_it_off_customers_and_scopes_and_journals_each()
    {
        var north = await _store.AddGroupAsync(_partner, "North");
        var south = await _store.AddGroupAsync(_partner, "South");
        await _store.AddCustomersAsync(_partner, [new TestCustomer(_partner, "One").In(north), new TestCustomer(_partner, "Two").In(north, south)]);
        var person = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [north, south], name: "Hal Help");
        using var watch = _store.Feed.Watch(_admin);

        await _groups.DeleteAsync(_admin, north, cancel: Stop);

        await using var db = _store.Db();
        Assert.Equal(2, await db.CustomerRows.CountAsync(Stop));
        Assert.Equal([south], (await db.CustomerRows.SingleAsync(r => r.Name == "Two", Stop)).GroupIds);
        Assert.Equal([south], (await _store.ScopeAsync(person.PersonId))!.GroupIds);
        var journal = await db.Journal.OrderBy(e => e.PartnerSeq).ToListAsync(Stop);
        var told = journal[^4..].Select(e => (e.Kind, StoreJson.Read<JournalPayload>(e.Payload))).Select(e => (e.Kind, e.Item2.Before, e.Item2.After)).ToList();
        Assert.Contains((JournalKinds.CustomerGroups, "North", null), told);
        Assert.Contains((JournalKinds.CustomerGroups, "North, South", "South"), told);
        Assert.Contains((JournalKinds.PersonChanged, "North, South", "South"), told);
        Assert.Contains((JournalKinds.GroupDeleted, "North", null), told);
        var set = Assert.Single((await _store.NextAsync(watch)).Sets);
        Assert.True(set.Groups);
        Assert.Equal(2, set.Rows.Count);
    }

    [Fact]
    public async Task A_group_of_more_customers_than_a_query_takes_parameters_is_deleted_whole()
    {
        const int members = 1_300;
        var group = await _store.AddGroupAsync(_partner, "Everybody");
        await _store.AddCustomersAsync(_partner, Enumerable.Range(0, members).Select(i => new TestCustomer(_partner, $"Customer {i}").In(group)));
        Assert.Equal(members, Assert.Single(await new GroupQueries(_store.Factory).ListAsync(_admin, Stop)).Members);

        var help = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [group]);
        var (steps, others) = (new List<int>(), new List<Task>());
        await _groups.DeleteAsync(_admin, group, done =>
        {
            // People have lost it with the first step, and whoever writes now need not wait for the last.
            if (steps.Count == 0)
                others.Add(_store.AddCustomerAsync(_partner, "Meanwhile"));
            steps.Add(done);
        }, Stop);
        await Task.WhenAll(others);

        Assert.Equal(Enumerable.Range(1, members / Bulk.BatchSize).Select(step => step * Bulk.BatchSize), steps);
        Assert.Empty((await _store.ScopeAsync(help.PersonId))!.GroupIds);
        await using var db = _store.Db();
        var journal = await db.Journal.OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync(Stop);
        Assert.Equal(JournalKinds.GroupDeleted, journal[^1]);
        var meanwhile = journal.LastIndexOf(JournalKinds.CustomerAdded);
        Assert.InRange(meanwhile, journal.IndexOf(JournalKinds.CustomerGroups), journal.Count - 2);
        Assert.Equal(members, journal.Count(kind => kind == JournalKinds.CustomerGroups));
        Assert.Empty(db.Groups);
        Assert.Equal(members + 1, await db.CustomerRows.CountAsync(Stop));
        Assert.DoesNotContain(await db.CustomerRows.ToListAsync(Stop), row => row.GroupIds.Count > 0);
    }

    [Fact]
    public async Task The_list_counts_the_customers_and_people_that_count()
    {
        var group = await _store.AddGroupAsync(_partner, "North");
        await _store.AddCustomersAsync(_partner, [new TestCustomer(_partner, "Seen").In(group), new TestCustomer(_partner, "Ordered").In(group).Managed()]);
        await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [group]);
        await _store.AddPersonAsync(_partner, Role.BusinessAdmin, groups: [group]);
        await _store.AddPersonAsync(_partner, Role.ReadOnly);

        var line = Assert.Single(await new GroupQueries(_store.Factory).ListAsync(_admin, Stop));
        var without = Assert.Single(await new GroupQueries(_store.Factory).ListAsync(_admin with { MspFlexConnect = false }, Stop));

        Assert.Equal((2, 1), (line.Members, line.People));
        Assert.Equal(1, without.Members);
    }
}
