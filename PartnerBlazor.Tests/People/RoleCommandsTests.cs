using PartnerBlazor.Access;
using PartnerBlazor.People;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.People;

/// <summary>Custom roles: copies with less, live for who has them.</summary>
public sealed class RoleCommandsTests : PeopleTestBase
{
    [Fact]
    public async Task What_a_role_takes_away_is_only_what_there_is_and_never_the_sight_of_customers()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var removed = RolePermissions.Removed(role, Enum.GetValues<Permission>());
            Assert.Equal(Enum.GetValues<Permission>().Where(permission => role.Allows(permission)).Except([Permission.SeeCustomers]), removed.Order());
        }
        Assert.Contains(Permission.HandleAlerts, RolePermissions.Removed(Role.HelpDesk, [Permission.SeeAlerts]));
        Assert.DoesNotContain(Permission.HandleAlerts, RolePermissions.Removed(Role.ReadOnly, [Permission.SeeAlerts]));
        Assert.Equal("Removed", (await RefusedAsync(RefusalCodes.RoleSame, () => Roles.CreateAsync(Ada, "Same", Role.ReadOnly, [Permission.SeeCustomers, Permission.Unlink], Stop))).Field);
    }

    [Fact]
    public void Every_permission_stands_in_one_group() =>
        Assert.Equal(Enum.GetValues<Permission>(), RolePermissions.Groups.SelectMany(group => group.Permissions).Order());

    [Fact]
    public async Task Names_are_asked_for_and_taken_once()
    {
        await Roles.CreateAsync(Ada, "Night desk", Role.HelpDesk, [Permission.LaunchCustomer], Stop);
        Assert.Equal("Night desk", (await RefusedAsync(RefusalCodes.DuplicateName, () => Roles.CreateAsync(Ada, " NIGHT DESK ", Role.Admin, [Permission.Rename], Stop))).Detail);
        foreach (var taken in new[] { "Partner Help Desk", "assistance technique partenaire", "superadmin" })
            await RefusedAsync(RefusalCodes.DuplicateName, () => Roles.CreateAsync(Ada, taken, Role.Admin, [Permission.Rename], Stop));
        await RefusedAsync(RefusalCodes.Required, () => Roles.CreateAsync(Ada, " ", Role.Admin, [Permission.Rename], Stop));
        await RefusedAsync(RefusalCodes.TooLong, () => Roles.CreateAsync(Ada, new string('n', 101), Role.Admin, [Permission.Rename], Stop));
    }

    [Fact]
    public async Task A_change_reaches_everybody_who_has_the_role()
    {
        var role = await Roles.CreateAsync(Ada, "Desk", Role.HelpDesk, [Permission.LaunchCustomer], Stop);
        var had = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Ada, Hal.PersonId, had with { CustomRoleId = role }, had, Stop);
        using var watch = Store.Feed.Watch((await Store.ScopeAsync(Hal.PersonId))!);
        await Roles.ChangeAsync(Ada, role, "Quiet desk", [Permission.SeeAlerts], "Desk", [Permission.LaunchCustomer], Stop);
        Assert.True((await Store.NextAsync(watch)).Resync);
        Assert.Equal("Quiet desk", watch.Scope.CustomRole);
        Assert.Equal((true, false, false), (watch.Scope.May(Permission.LaunchCustomer), watch.Scope.May(Permission.SeeAlerts), watch.Scope.May(Permission.HandleAlerts)));
        Assert.Equal([("Desk", "Desk", "Quiet desk"), ("Quiet desk", "LaunchCustomer", "SeeAlerts,HandleAlerts")], await JournalAsync(JournalKinds.RoleChanged));
    }

    [Fact]
    public async Task What_was_changed_meanwhile_is_told()
    {
        var role = await Roles.CreateAsync(Ada, "Desk", Role.HelpDesk, [Permission.LaunchCustomer], Stop);
        await RefusedAsync(RefusalCodes.ChangedMeanwhile, () => Roles.ChangeAsync(Ada, role, "Other", [Permission.LaunchCustomer], "Seen", [Permission.LaunchCustomer], Stop));
        await RefusedAsync(RefusalCodes.PlanChanged, () => Roles.ChangeAsync(Ada, role, "Desk", [Permission.SeeAlerts], "Desk", [Permission.ReadAudit], Stop));
    }

    [Fact]
    public async Task Nobody_gives_their_own_role_back_what_it_lacks()
    {
        var role = await Roles.CreateAsync(Ada, "Deputy", Role.SuperAdmin, [Permission.Unlink], Stop);
        var deputy = await Store.ScopeAsync(await People.InviteAsync(Ada, "Dee", "dee@example.com", new AccessChoice { CustomRoleId = role }, Stop));
        await RefusedAsync(RefusalCodes.OwnRole, () => Roles.ChangeAsync(deputy!, role, "Deputy", [Permission.Rename], "Deputy", [Permission.Unlink], Stop));
    }

    [Fact]
    public async Task One_that_somebody_has_is_not_deleted()
    {
        var role = await Roles.CreateAsync(Ada, "Desk", Role.HelpDesk, [Permission.LaunchCustomer], Stop);
        var had = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Ada, Hal.PersonId, had with { CustomRoleId = role }, had, Stop);
        await People.DeactivateAsync(Ada, Hal.PersonId, Stop);
        Assert.Equal("1", (await RefusedAsync(RefusalCodes.RoleInUse, () => Roles.DeleteAsync(Ada, role, Stop))).Detail);
        var now = await AccessAsync(Hal.PersonId);
        await People.SetAccessAsync(Ada, Hal.PersonId, now with { CustomRoleId = null }, now, Stop);
        await Roles.DeleteAsync(Ada, role, Stop);
        Assert.Empty((await Queries.ReadAsync(Ada, Stop)).Roles);
    }
}
