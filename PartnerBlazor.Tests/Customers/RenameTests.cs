using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The rename command: who may, what is refused, what is journalled.</summary>
public sealed class RenameTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private CustomerCommands _commands = null!;
    private int _partner;
    private Guid _group;
    private Guid _mine;
    private Guid _other;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _commands = _store.Customers;
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "North");
        _mine = await _store.AddCustomerAsync(_partner, "Original", c => c.In(_group));
        _other = await _store.AddCustomerAsync(_partner, "Other");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(Role.SuperAdmin, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.HelpDesk, false)]
    [InlineData(Role.ReadOnly, false)]
    [InlineData(Role.BusinessAdmin, true)]
    public async Task Each_role_may_or_may_not(Role role, bool may)
    {
        var scope = await _store.AddPersonAsync(_partner, role);
        if (may)
            Assert.Equal("Renamed", await _commands.RenameAsync(scope, _mine, "Renamed", "", Stop));
        else
            Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(scope, _mine, "Renamed"));
        Assert.Equal(may ? "Renamed" : "Original", (await CustomerAsync(_mine)).DisplayName);
        Assert.Equal(may ? 1 : 0, (await RenamesAsync()).Count);
    }

    [Fact]
    public async Task Out_of_scope_and_another_partners_and_unknown_are_not_found()
    {
        var scope = await _store.AddPersonAsync(_partner, Role.Admin, groups: [_group]);
        var elsewhere = await _store.AddPartnerAsync(name: "Elsewhere");
        var foreign = await _store.AddCustomerAsync(elsewhere, "Foreign");
        foreach (var id in (Guid[])[_other, foreign, Guid.NewGuid()])
            Assert.Equal(RefusalCodes.NotFound, await RefusedAsync(scope, id, "Renamed"));
        Assert.Equal("Renamed", await _commands.RenameAsync(scope, _mine, "Renamed", "", Stop));
    }

    [Theory]
    [InlineData(true, RefusalCodes.ManagedOrder)]
    [InlineData(false, RefusalCodes.NotFound)]
    public async Task A_managed_order_is_refused_or_does_not_exist(bool connect, string code)
    {
        var partner = await _store.AddPartnerAsync(mspFlexConnect: connect, name: "Second");
        var managed = await _store.AddCustomerAsync(partner, "Managed", c => c.Managed());
        Assert.Equal(code, await RefusedAsync(await _store.AddPersonAsync(partner), managed, "Renamed"));
    }

    [Fact]
    public async Task The_limits_count_after_trimming()
    {
        var scope = await _store.AddPersonAsync(_partner);
        var longest = new string('m', CustomerCommands.MaxName);
        Assert.Equal(longest, await _commands.RenameAsync(scope, _mine, $"  {longest}\t", "", Stop));
        Assert.Equal(RefusalCodes.TooLong, await RefusedAsync(scope, _mine, longest + "m", longest));
        foreach (var text in (string[])["a\nb", "a\u0000b", "a\u0085b"])
            Assert.Equal(RefusalCodes.ControlCharacters, await RefusedAsync(scope, _mine, text, longest));
        Assert.Equal(longest, (await CustomerAsync(_mine)).ShowAs);
    }

    [Fact]
    public async Task Names_before_and_after_are_journalled_and_former_names_stay_searchable()
    {
        var scope = await _store.AddPersonAsync(_partner, name: "Ada Person");
        await _commands.RenameAsync(scope, _mine, "Second", "", Stop);
        await _commands.RenameAsync(scope, _mine, "Third", "Second", Stop);
        // Empty, or the original typed out, returns to the original; what changes nothing is not journalled.
        Assert.Equal("Original", await _commands.RenameAsync(scope, _mine, "  ", "Third", Stop));
        Assert.Equal("Original", await _commands.RenameAsync(scope, _mine, "Original", "", Stop));

        var customer = await CustomerAsync(_mine);
        Assert.Equal(("Original", ""), (customer.Name, customer.ShowAs));
        var renames = await RenamesAsync();
        Assert.Equal([("Original", "Second"), ("Second", "Third"), ("Third", "Original")], renames.Select(r => (r.Payload.Before!, r.Payload.After!)));
        Assert.All(renames, r => Assert.Equal(("Ada Person", ActorKind.Person, scope.PersonId), (r.Payload.Actor, r.Entry.ActorKind, r.Entry.ActorId!.Value)));
        foreach (var word in (string[])["second", "third", "original"])
            Assert.Equal([_mine], await _store.Queries.IdsAsync(scope, new CustomerFilter { Search = word }, _store.Today, Stop));
    }

    [Fact]
    public async Task The_second_of_two_is_refused_with_the_name_it_has_now()
    {
        var scope = await _store.AddPersonAsync(_partner);
        await _commands.RenameAsync(scope, _mine, "First", "", Stop);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _commands.RenameAsync(scope, _mine, "Second", "", Stop));
        Assert.Equal((RefusalCodes.ChangedMeanwhile, nameof(Customer.ShowAs), "First"), (refused.Code, refused.Field, refused.Detail));
        Assert.Equal("Second", await _commands.RenameAsync(scope, _mine, "Second", "First", Stop));
    }

    private async Task<string> RefusedAsync(PartnerScope scope, Guid id, string name, string expected = "") =>
        (await Assert.ThrowsAsync<RefusedException>(() => _commands.RenameAsync(scope, id, name, expected, Stop))).Code;

    private async Task<Customer> CustomerAsync(Guid id)
    {
        await using var db = _store.Db();
        return await db.Customers.SingleAsync(c => c.Id == id, Stop);
    }

    private async Task<List<(JournalEntry Entry, JournalPayload Payload)>> RenamesAsync()
    {
        await using var db = _store.Db();
        var entries = await db.Journal.Where(e => e.Kind == JournalKinds.CustomerRenamed).OrderBy(e => e.PartnerSeq).ToListAsync(Stop);
        return [.. entries.Select(e => (e, StoreJson.Read<JournalPayload>(e.Payload)))];
    }
}
