using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Groups;

/// <summary>Who is in which group, and what people whose scope is a group see of it at once.</summary>
public sealed class MembershipCommandsTests : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TestStore _store = null!;
    private MembershipCommands _memberships = null!;
    private int _partner;
    private PartnerScope _admin = null!;
    private Guid _north;
    private Guid _south;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _memberships = new MembershipCommands(_store.Store);
        _partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(_partner, name: "Ada Admin");
        _north = await _store.AddGroupAsync(_partner, "North");
        _south = await _store.AddGroupAsync(_partner, "South");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_customer_goes_into_exactly_the_chosen_groups_also_a_managed_order()
    {
        var customer = await _store.AddCustomerAsync(_partner, with: c => c.In(_north).Managed());

        await _memberships.SetGroupsAsync(_admin, customer, [_south], [_north], cancel: Stop);

        Assert.Equal([_south], await GroupsOfAsync(customer));
        await using var db = _store.Db();
        var entry = await db.Journal.OrderBy(e => e.PartnerSeq).LastAsync(Stop);
        var payload = StoreJson.Read<JournalPayload>(entry.Payload);
        Assert.Equal((JournalKinds.CustomerGroups, "North", "South"), (entry.Kind, payload.Before, payload.After));
    }

    [Fact]
    public async Task Choosing_is_judged_on_the_groups_the_person_saw()
    {
        var customer = await _store.AddCustomerAsync(_partner, with: c => c.In(_north));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => _memberships.SetGroupsAsync(_admin, customer, [_south], [], cancel: Stop));

        Assert.Equal((RefusalCodes.ChangedMeanwhile, "North"), (refused.Code, refused.Detail));
        Assert.Equal([_north], await GroupsOfAsync(customer));
    }

    [Fact]
    public async Task Another_partners_customer_does_not_exist()
    {
        var theirs = await _store.AddCustomerAsync(await _store.AddPartnerAsync(name: "Other"));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => _memberships.SetGroupsAsync(_admin, theirs, [_north], [], cancel: Stop));
        var result = await _memberships.ChangeAsync(_admin, new MembershipChange(_north, Add: true), [theirs], cancel: Stop);

        Assert.Equal(RefusalCodes.NotFound, refused.Code);
        Assert.Equal(new Refusal(RefusalCodes.NotFound), Assert.Single(result.Failed).Value);
        Assert.Empty(await GroupsOfAsync(theirs));
    }

    [Fact]
    public async Task Many_go_in_and_out_as_the_dry_run_said_and_again_changes_nothing()
    {
        var customers = Enumerable.Range(0, 450).Select(i => new TestCustomer(_partner, $"Customer {i}")).ToList();
        customers[0].In(_north);
        await _store.AddCustomersAsync(_partner, customers);
        var ids = customers.Select(c => c.Id).Append(Guid.NewGuid()).ToList();
        var queries = new GroupQueries(_store.Factory);
        var add = new MembershipChange(_north, Add: true);
        var progress = new List<int>();

        var preview = await queries.PreviewAsync(_admin, add, ids, Stop);
        var first = await _memberships.ChangeAsync(_admin, add, ids, progress.Add, cancel: Stop);
        var again = await _memberships.ChangeAsync(_admin, add, ids, cancel: Stop);
        var removal = await queries.PreviewAsync(_admin, add with { Add = false }, ids, Stop);
        var removed = await _memberships.ChangeAsync(_admin, add with { Add = false }, ids, cancel: Stop);

        Assert.Equal(new MembershipPreview(449, 1, 1), preview);
        Assert.Equal((449, 1), (first.Changed, first.Already));
        Assert.Equal([ids[^1]], first.Failed.Keys);
        Assert.Equal([200, 400, 451], progress);
        Assert.Equal((0, 450), (again.Changed, again.Already));
        Assert.Equal(new MembershipPreview(450, 0, 1), removal);
        Assert.Equal(450, removed.Changed);
        await using var db = _store.Db();
        Assert.Empty(db.GroupMembers);
    }

    [Fact]
    public async Task A_group_deleted_half_way_fails_the_rest_and_keeps_what_is_done_in_the_roll_up()
    {
        var customers = Enumerable.Range(0, 300).Select(i => new TestCustomer(_partner, $"Customer {i}")).ToList();
        await _store.AddCustomersAsync(_partner, customers);
        var groups = new GroupCommands(_store.Store);
        Task? deletion = null;

        // Deleted after the first batch, before the second.
        var result = await _memberships.ChangeAsync(_admin, new MembershipChange(_north, Add: true), [.. customers.Select(c => c.Id)],
            done => Finish(deletion ??= groups.DeleteAsync(_admin, _north, cancel: Stop)), Stop);

        Assert.Equal((200, 100), (result.Changed, result.Failed.Count));
        Assert.All(result.Failed.Values, refusal => Assert.Equal(new Refusal(RefusalCodes.NotFound), refusal));
    }

    [Fact]
    public async Task A_person_whose_scope_is_a_group_gains_and_loses_a_customer_live()
    {
        var customer = await _store.AddCustomerAsync(_partner, "Wanderer");
        var person = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_north]);
        using var watch = _store.Feed.Watch(person);

        await _memberships.SetGroupsAsync(_admin, customer, [_north], [], cancel: Stop);
        var gained = Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows);
        await _memberships.SetGroupsAsync(_admin, customer, [_south], [_north], cancel: Stop);
        var lost = Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows);

        Assert.Null(gained.Before);
        Assert.Equal("Wanderer", gained.After?.DisplayName);
        Assert.Equal("Wanderer", lost.Before?.DisplayName);
        Assert.Null(lost.After);
        Assert.Empty(await _store.Queries.ExistingAsync(person, [customer], Stop));
    }

    [Fact]
    public async Task A_person_whose_scope_is_a_group_loses_its_customers_live_when_it_is_deleted()
    {
        var customer = await _store.AddCustomerAsync(_partner, with: c => c.In(_north));
        var person = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_north]);
        using var watch = _store.Feed.Watch(person);
        Assert.Single(await _store.Queries.ExistingAsync(watch.Scope, [customer], Stop));

        await new GroupCommands(_store.Store).DeleteAsync(_admin, _north, cancel: Stop);
        var batch = await _store.NextAsync(watch);

        Assert.True(batch.Resync);
        Assert.False(batch.Ended);
        Assert.Empty(watch.Scope.GroupIds);
        Assert.Empty(await _store.Queries.ExistingAsync(watch.Scope, [customer], Stop));
    }

    private static void Finish(Task task) => task.GetAwaiter().GetResult();

    private async Task<IReadOnlyList<Guid>> GroupsOfAsync(Guid customer)
    {
        await using var db = _store.Db();
        return (await db.CustomerRows.SingleAsync(r => r.Id == customer, Stop)).GroupIds;
    }
}
