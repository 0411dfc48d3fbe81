using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Customers;
using PartnerBlazor.People;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.People;

/// <summary>What becomes of people, and what the commands refuse.</summary>
public sealed class PeopleCommandsTests : PeopleTestBase
{
    private static readonly AccessChoice s_readOnly = new() { Role = Role.ReadOnly };

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.HelpDesk)]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.BusinessAdmin)]
    public async Task Every_other_role_is_refused_everything(Role role)
    {
        var person = await Store.AddPersonAsync(Partner, role);
        var custom = await Roles.CreateAsync(Ada, "Desk", Role.Admin, [Permission.Rename], Stop);
        var had = await AccessAsync(Hal.PersonId);
        Func<Task>[] acts =
        [
            () => People.InviteAsync(person, "New", "new@example.com", s_readOnly, Stop),
            () => People.RenameAsync(person, Hal.PersonId, "Other", "Hal Desk", Stop),
            () => People.SetAccessAsync(person, Hal.PersonId, s_readOnly, had, Stop),
            () => People.DeactivateAsync(person, Hal.PersonId, Stop),
            () => People.ReactivateAsync(person, Hal.PersonId, Stop),
            () => People.ViewAsync(person, Hal.PersonId, Stop),
            () => Roles.CreateAsync(person, "Other", Role.Admin, [Permission.Rename], Stop),
            () => Roles.ChangeAsync(person, custom, "Other", [Permission.Rename], "Desk", [Permission.Rename], Stop),
            () => Roles.DeleteAsync(person, custom, Stop),
            () => Queries.ReadAsync(person, Stop),
            () => Queries.ScopeAsync(person, Hal.PersonId, Stop),
            () => Queries.NamesAsync(person, [], Stop),
        ];
        foreach (var act in acts)
            await RefusedAsync(RefusalCodes.NotAllowed, act);
    }

    [Fact]
    public async Task Another_partners_people_roles_groups_and_customers_do_not_exist()
    {
        var other = await Store.AddPartnerAsync(name: "Other");
        var stranger = await Store.AddPersonAsync(other, name: "Stranger");
        var (group, customer) = (await Store.AddGroupAsync(other, "Theirs"), await Store.AddCustomerAsync(other, "Theirs"));
        var role = await Roles.CreateAsync(stranger, "Theirs", Role.Admin, [Permission.Rename], Stop);
        var had = await AccessAsync(Hal.PersonId);
        Func<Task>[] acts =
        [
            () => People.RenameAsync(Ada, stranger.PersonId, "Mine", "Stranger", Stop),
            () => People.SetAccessAsync(Ada, stranger.PersonId, s_readOnly, s_readOnly, Stop),
            () => People.DeactivateAsync(Ada, stranger.PersonId, Stop),
            () => People.ReactivateAsync(Ada, stranger.PersonId, Stop),
            () => People.ViewAsync(Ada, stranger.PersonId, Stop),
            () => People.SetAccessAsync(Ada, Hal.PersonId, had with { Groups = new HashSet<Guid> { group } }, had, Stop),
            () => People.SetAccessAsync(Ada, Hal.PersonId, had with { Customers = new HashSet<Guid> { customer } }, had, Stop),
            () => People.SetAccessAsync(Ada, Hal.PersonId, had with { CustomRoleId = role }, had, Stop),
            () => Roles.DeleteAsync(Ada, role, Stop),
        ];
        foreach (var act in acts)
            await RefusedAsync(RefusalCodes.NotFound, act);
        Assert.Null(await Queries.ScopeAsync(Ada, stranger.PersonId, Stop));
        Assert.Empty(await Queries.NamesAsync(Ada, [customer], Stop));
        Assert.True((await AccessAsync(Hal.PersonId)).SameScope(had));
    }

    [Theory]
    [InlineData("", "a@example.com", RefusalCodes.Required, "Name")]
    [InlineData("A\tB", "a@example.com", RefusalCodes.ControlCharacters, "Name")]
    [InlineData("A", " ", RefusalCodes.Required, "Email")]
    [InlineData("A", "no address", RefusalCodes.EmailInvalid, "Email")]
    [InlineData("A", "a@localhost", RefusalCodes.EmailInvalid, "Email")]
    [InlineData("A", "A B <a@example.com>", RefusalCodes.EmailInvalid, "Email")]
    public async Task What_is_typed_wrongly_is_told_at_its_field(string name, string email, string code, string field)
    {
        var refused = await RefusedAsync(code, () => People.InviteAsync(Ada, name, email, s_readOnly, Stop));
        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public async Task An_address_is_one_persons_in_the_whole_database_whatever_its_case()
    {
        var other = await Store.AddPersonAsync(await Store.AddPartnerAsync(name: "Other"));
        await People.InviteAsync(other, "Theirs", "Zoe@Example.com", s_readOnly, Stop);
        var refused = await RefusedAsync(RefusalCodes.EmailTaken, () => People.InviteAsync(Ada, "Zoe", "zoe@example.COM", s_readOnly, Stop));
        Assert.Equal("Email", refused.Field);
    }

    [Fact]
    public async Task Who_is_invited_may_sign_in_with_role_and_scope_and_it_is_journalled()
    {
        var customer = await Store.AddCustomerAsync(Partner, "Chosen");
        var role = await Roles.CreateAsync(Ada, "Night desk", Role.HelpDesk, [Permission.LaunchCustomer], Stop);
        var id = await People.InviteAsync(Ada, " Zoe New ", "zoe@example.com",
            new AccessChoice { CustomRoleId = role, Groups = new HashSet<Guid> { North }, Customers = new HashSet<Guid> { customer } }, Stop);
        var scope = await Store.ScopeAsync(id);
        Assert.Equal(("Zoe New", Role.HelpDesk, "Night desk"), (scope!.PersonName, scope.Role, scope.CustomRole));
        Assert.Equal((North, customer), (scope.GroupIds.Single(), scope.CustomerIds.Single()));
        Assert.False(scope.May(Permission.LaunchCustomer));
        Assert.Contains(("Zoe New", (string?)null, "Night desk"), await JournalAsync(JournalKinds.PersonInvited));
    }

    [Fact]
    public async Task A_role_and_a_scope_are_changed_at_once_and_told_in_words()
    {
        using var watch = Store.Feed.Watch(Hal);
        var customer = await Store.AddCustomerAsync(Partner, "Chosen");
        var had = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Ada, Hal.PersonId, new AccessChoice { Role = Role.Admin, Customers = new HashSet<Guid> { customer } }, had, Stop);
        Assert.True((await Store.NextAsync(watch)).Resync);
        Assert.True(watch.Scope.May(Permission.Rename));
        Assert.Equal((0, customer), (watch.Scope.GroupIds.Count, watch.Scope.CustomerIds.Single()));
        var told = await JournalAsync(JournalKinds.PersonChanged);
        Assert.Contains(("Hal Desk", "HelpDesk", "Admin"), told);
        Assert.Contains(("Hal Desk", "North", "Chosen"), told);
    }

    [Fact]
    public async Task What_was_changed_meanwhile_is_told_and_not_overwritten()
    {
        var seen = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Bea, Hal.PersonId, seen with { Role = Role.Admin }, seen, Stop);
        var refused = await RefusedAsync(RefusalCodes.ChangedMeanwhile, () => People.SetAccessAsync(Ada, Hal.PersonId, seen with { Role = Role.ReadOnly }, seen, Stop));
        Assert.Equal("Admin", refused.Detail);
        var now = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Bea, Hal.PersonId, now with { AllCustomers = true }, now, Stop);
        await RefusedAsync(RefusalCodes.ChangedMeanwhile, () => People.SetAccessAsync(Ada, Hal.PersonId, now with { Role = Role.ReadOnly }, now, Stop));
        await People.RenameAsync(Bea, Hal.PersonId, "Hal Other", "Hal Desk", Stop);
        Assert.Equal("Hal Other", (await RefusedAsync(RefusalCodes.ChangedMeanwhile, () => People.RenameAsync(Ada, Hal.PersonId, "Hal", "Hal Desk", Stop))).Detail);
        Assert.Equal(Role.Admin, (await AccessAsync(Hal.PersonId)).Role);
    }

    [Fact]
    public async Task Nobody_changes_their_own_role_or_takes_away_their_own_sign_in()
    {
        var own = await AccessAsync(Ada.PersonId);
        await RefusedAsync(RefusalCodes.OwnRole, () => People.SetAccessAsync(Ada, Ada.PersonId, own with { Role = Role.ReadOnly }, own, Stop));
        await RefusedAsync(RefusalCodes.OwnRole, () => People.DeactivateAsync(Ada, Ada.PersonId, Stop));
        await People.RenameAsync(Ada, Ada.PersonId, "Ada Other", "Ada Admin", Stop);
        Assert.Equal("Ada Other", (await Store.ScopeAsync(Ada.PersonId))!.PersonName);
    }

    [Fact]
    public async Task The_last_super_admin_who_gets_in_without_an_identity_provider_stays()
    {
        // Bea comes through the provider. Nobody is left but herself when it fails.
        await PasswordAsync(Ada.PersonId, "hash");
        await PasswordAsync(Bea.PersonId, null);
        var role = await Roles.CreateAsync(Ada, "Deputy", Role.SuperAdmin, [Permission.Unlink], Stop);
        var own = await AccessAsync(Ada.PersonId);
        await RefusedAsync(RefusalCodes.LastSuperAdmin, () => People.DeactivateAsync(Bea, Ada.PersonId, Stop));
        await RefusedAsync(RefusalCodes.LastSuperAdmin, () => People.SetAccessAsync(Bea, Ada.PersonId, own with { Role = Role.Admin }, own, Stop));
        await RefusedAsync(RefusalCodes.LastSuperAdmin, () => People.SetAccessAsync(Bea, Ada.PersonId, own with { CustomRoleId = role }, own, Stop));
        await PasswordAsync(Bea.PersonId, "hash");
        await People.DeactivateAsync(Bea, Ada.PersonId, Stop);
    }

    [Fact]
    public async Task Who_may_less_does_nothing_to_who_may_more()
    {
        var role = await Roles.CreateAsync(Ada, "Deputy", Role.SuperAdmin, [Permission.Unlink], Stop);
        var deputy = (await Store.ScopeAsync(await People.InviteAsync(Ada, "Dee", "dee@example.com", new AccessChoice { CustomRoleId = role }, Stop)))!;
        var own = await AccessAsync(Bea.PersonId);
        await RefusedAsync(RefusalCodes.RoleBeyondOwn, () => People.DeactivateAsync(deputy, Bea.PersonId, Stop));
        await RefusedAsync(RefusalCodes.RoleBeyondOwn, () => People.SetAccessAsync(deputy, Bea.PersonId, own with { Role = Role.Admin }, own, Stop));
        await People.DeactivateAsync(Ada, Bea.PersonId, Stop);
        await RefusedAsync(RefusalCodes.RoleBeyondOwn, () => People.ReactivateAsync(deputy, Bea.PersonId, Stop));
        // A role that somebody else wears is no way to more.
        await RefusedAsync(RefusalCodes.RoleBeyondOwn, () => Roles.CreateAsync(deputy, "Greater", Role.SuperAdmin, [Permission.Rename], Stop));
        var other = await Roles.CreateAsync(deputy, "Other", Role.SuperAdmin, [Permission.Unlink, Permission.Rename], Stop);
        await RefusedAsync(RefusalCodes.RoleBeyondOwn, () => Roles.ChangeAsync(deputy, other, "Other", [Permission.Rename], "Other", [Permission.Unlink, Permission.Rename], Stop));
        await Roles.ChangeAsync(deputy, other, "Other", [Permission.Unlink], "Other", [Permission.Unlink, Permission.Rename], Stop);
        var greater = await Roles.CreateAsync(Ada, "Greater", Role.SuperAdmin, [Permission.Rename], Stop);
        await RefusedAsync(RefusalCodes.RoleBeyondOwn, () => Roles.ChangeAsync(deputy, greater, "Greater", [Permission.Rename, Permission.Unlink], "Greater", [Permission.Rename], Stop));
    }

    [Fact]
    public async Task Nobody_sees_through_somebody_elses_eyes_what_they_may_not_see_themselves()
    {
        var role = await Roles.CreateAsync(Ada, "Blind", Role.SuperAdmin, [Permission.SeeAlerts, Permission.HandleAlerts, Permission.ReadAudit], Stop);
        var blind = (await Store.ScopeAsync(await People.InviteAsync(Ada, "Dee", "dee@example.com", new AccessChoice { CustomRoleId = role }, Stop)))!;
        var viewed = await People.ViewAsync(blind, Hal.PersonId, Stop);
        Assert.Equal([Permission.SeeCustomers], Enum.GetValues<Permission>().Where(viewed.May));
        using var watch = Store.Feed.Watch(blind);
        watch.View(viewed);
        var had = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Ada, Hal.PersonId, had with { Role = Role.Admin }, had, Stop);
        Assert.Equal(Role.Admin, watch.Scope.Role);
        Assert.Equal([Permission.SeeCustomers], Enum.GetValues<Permission>().Where(watch.Scope.May));
    }

    [Fact]
    public void A_view_does_not_begin_once_the_right_to_it_is_gone()
    {
        using var watch = Store.Feed.Watch(Hal);
        watch.View(Bea.SeenBy(Ada));
        Assert.Null(watch.Viewed);
    }

    private Task PasswordAsync(Guid person, string? hash) => Store.WriteAsync(Partner, async write =>
    {
        if (await write.Db.Accounts.FindAsync([person], Stop) is { } account)
            account.PasswordHash = hash;
        else
            write.Db.Accounts.Add(new Account { Id = person, UserName = $"{person}", PasswordHash = hash, SecurityStamp = "stamp" });
        write.JournalOther(JournalKinds.PersonCredentials, person);
    });

    [Fact]
    public async Task A_deactivated_person_is_out_and_an_old_session_does_not_come_back()
    {
        var registry = new SignInRegistry(Store.Factory, Store.Store, Store.Time);
        var claims = await registry.StartAsync(Hal.PersonId, new SignInTrace(SignInMethod.Demo, "", ""), Stop);
        using var watch = Store.Feed.Watch(Hal);
        await People.DeactivateAsync(Ada, Hal.PersonId, Stop);
        Assert.True((await Store.NextAsync(watch)).Ended);
        Assert.Null(await Store.ScopeAsync(Hal.PersonId));
        await People.ReactivateAsync(Ada, Hal.PersonId, Stop);
        Assert.NotNull(await Store.ScopeAsync(Hal.PersonId));
        Assert.Null(await registry.CountsUntilAsync(claims!, Stop));
        Assert.Single(await JournalAsync(JournalKinds.PersonDeactivated));
        Assert.Single(await JournalAsync(JournalKinds.PersonReactivated));
    }

    [Fact]
    public async Task Who_looks_as_somebody_else_sees_what_they_see_and_can_do_nothing()
    {
        var customer = await Store.AddCustomerAsync(Partner, "Seen", c => c.In(North));
        await Store.AddCustomerAsync(Partner, "Not seen");
        var viewed = await People.ViewAsync(Ada, Bea.PersonId, Stop);
        Assert.Equal("Ada Admin", viewed.ViewedBy);
        Assert.Equal([Permission.SeeCustomers, Permission.SeeAlerts, Permission.ReadAudit], Enum.GetValues<Permission>().Where(viewed.May));
        Func<Task>[] acts =
        [
            () => Store.Customers.RenameAsync(viewed, customer, "Other", "", Stop),
            () => People.DeactivateAsync(viewed, Hal.PersonId, Stop),
            () => People.ViewAsync(viewed, Hal.PersonId, Stop),
            () => new CustomerPreferences(Store.Factory, Store.Store).SaveProtectionOnlyAsync(viewed, true, Stop),
            () => new FormDraftCommands(Store.Factory, Store.Store, Store.Time).SaveAsync(viewed, "form", Guid.NewGuid(), "{}", Stop),
            () => new FormDraftCommands(Store.Factory, Store.Store, Store.Time).DiscardAsync(viewed, "form", Stop),
        ];
        foreach (var act in acts)
            await RefusedAsync(RefusalCodes.ViewingAs, act);
        var hal = await People.ViewAsync(Ada, Hal.PersonId, Stop);
        Assert.Equal(1, (await Store.Queries.TallyAsync(hal, Stop)).Tally.Total);
        Assert.Equal(["Bea Boss", "Hal Desk"], (await JournalAsync(JournalKinds.PersonViewedAs)).Select(line => line.Item));
        await People.DeactivateAsync(Ada, Hal.PersonId, Stop);
        await RefusedAsync(RefusalCodes.NotFound, () => People.ViewAsync(Ada, Hal.PersonId, Stop));
    }

    [Fact]
    public async Task A_view_follows_the_other_and_ends_with_them_or_with_the_right()
    {
        using var watch = Store.Feed.Watch(Ada);
        watch.View(await People.ViewAsync(Ada, Hal.PersonId, Stop));
        var had = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Bea, Hal.PersonId, had with { Role = Role.BusinessAdmin }, had, Stop);
        Assert.True((await Store.NextAsync(watch)).Resync);
        Assert.Equal((Role.BusinessAdmin, "Ada Admin"), (watch.Scope.Role, watch.Scope.ViewedBy));
        await People.DeactivateAsync(Bea, Hal.PersonId, Stop);
        Assert.False((await Store.NextAsync(watch)).Ended);
        Assert.Null(watch.Viewed);
        await People.ReactivateAsync(Bea, Hal.PersonId, Stop);
        watch.View(await People.ViewAsync(Ada, Hal.PersonId, Stop));
        var own = await AccessAsync(Ada.PersonId);
        await People.SetAccessAsync(Bea, Ada.PersonId, own with { Role = Role.Admin }, own, Stop);
        await Store.NextAsync(watch);
        Assert.Equal((Ada.PersonId, Role.Admin), (watch.Scope.PersonId, watch.Scope.Role));
    }
}
