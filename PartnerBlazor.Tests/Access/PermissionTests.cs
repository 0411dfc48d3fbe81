using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Access;

/// <summary>Who may do what: the table of SPEC §2, as it stands there.</summary>
public sealed class PermissionTests
{
    [Theory]
    // Columns: Super Admin, Admin, Help Desk, Read-only, Business Admin.
    [InlineData(Permission.SeeCustomers, "YYYYY")]
    [InlineData(Permission.LaunchCustomer, "YYYY-")]
    [InlineData(Permission.RequestAssistance, "YY---")]
    [InlineData(Permission.Rename, "YY--Y")]
    [InlineData(Permission.ManageGroups, "Y----")]
    [InlineData(Permission.StartTrial, "Y---Y")]
    [InlineData(Permission.ManageMonthly, "Y---Y")]
    [InlineData(Permission.UpdateBilling, "Y---Y")]
    [InlineData(Permission.Unlink, "Y----")]
    [InlineData(Permission.SeeAlerts, "YYYY-")]
    [InlineData(Permission.HandleAlerts, "YYY--")]
    [InlineData(Permission.ReadAudit, "YYYYY")]
    [InlineData(Permission.ManagePeople, "Y----")]
    public void The_table_holds(Permission permission, string roles) =>
        Assert.Equal(roles, string.Concat(Enum.GetValues<Role>().Select(role => role.Allows(permission) ? 'Y' : '-')));

    [Fact]
    public void Every_permission_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<Permission>().Length, typeof(PermissionTests).GetMethod(nameof(The_table_holds))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length);
}
