using PartnerBlazor.Access;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Entry;

/// <summary>From claims to a role.</summary>
public sealed class ProviderMappingTests
{
    private static readonly CustomRole s_night = new() { Id = Guid.NewGuid(), PartnerId = 1, Name = "Night shift", BaseRole = Role.HelpDesk, Removed = "LaunchCustomer" };

    private static readonly OidcRole[] s_mapping =
    [
        new() { Value = "gone", Role = "A role that was deleted" },
        new() { Value = "night", Role = "night SHIFT" },
        new() { Value = "admins", Role = "superadmin" },
        new() { Value = "sales", Role = "BusinessAdmin", AllCustomers = true },
        new() { Value = "number", Role = "0" },
    ];

    [Theory]
    [InlineData("admins", Role.SuperAdmin)]
    [InlineData("sales,admins", Role.SuperAdmin)]
    [InlineData("sales", Role.BusinessAdmin)]
    [InlineData("Admins", null)]
    [InlineData("gone", null)]
    [InlineData("number", null)]
    [InlineData("", null)]
    public void The_first_line_that_fits_counts(string values, Role? role) =>
        Assert.Equal(role, ProviderMapping.Of(values.Split(','), s_mapping, [s_night])?.Role);

    [Fact]
    public void A_custom_role_is_given_with_what_it_takes_away() =>
        Assert.Equal(new ProviderRole(Role.HelpDesk, s_night.Id, false, s_night.Name), ProviderMapping.Of(["night", "admins"], s_mapping, [s_night]));
}
