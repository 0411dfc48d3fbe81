using System.Net;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>Who may ask what, of whom, and where (domain.md B2, B12).</summary>
public sealed class StandInHeaderTests : StandInWorld
{
    [Theory]
    [InlineData("partner/v1/tenants", "X-Partner-ID", false)]
    [InlineData("licenses/v1/licenses", "X-Tenant-ID", false)]
    [InlineData("common/v1/alerts", "X-Tenant-ID", true)]
    [InlineData("account-health-check/v1/health-check", "X-Tenant-ID", true)]
    public async Task Without_its_header_a_call_is_not_authorised_and_with_that_of_another_it_is_forbidden(string path, string header, bool regional)
    {
        Task<Answer> Ask(params (string, string)[] headers) => regional ? RegionalAsync(path, headers) : GlobalAsync(path, headers);
        var own = header == "X-Partner-ID" ? AsPartner : For(Acme);
        Assert.Equal(HttpStatusCode.OK, (await Ask(own)).Status);
        foreach (var missing in new[] { await Ask(), await Ask((header, "no id")) })
            Assert.Equal((HttpStatusCode.Unauthorized, "notAuthorized"), (missing.Status, missing.Error));
        var foreign = await Ask((header, Guid.NewGuid().ToString()));
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (foreign.Status, foreign.Error));
    }

    [Fact]
    public async Task An_organisation_sees_its_customers_and_no_partner()
    {
        var theirs = Estate.Add(new StandInCustomer { Name = "Theirs", OrganizationId = Estate.OrganizationId, Assistance = false });
        Assert.Equal(HttpStatusCode.Forbidden, (await GlobalAsync("organization/v1/tenants", ("X-Organization-ID", Estate.OrganizationId.ToString()))).Status);
        await StartAsync(new StandInOptions { Kind = StandInKind.Organization });
        Assert.Equal(["Theirs"], (await GlobalAsync("organization/v1/tenants", ("X-Organization-ID", Estate.OrganizationId.ToString()))).Names);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GlobalAsync("organization/v1/tenants")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GlobalAsync("organization/v1/tenants", ("X-Organization-ID", Guid.NewGuid().ToString()))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GlobalAsync("partner/v1/tenants", AsPartner)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await RenameAsync(new { showAs = "New" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await RegionalAsync("common/v1/alerts", For(Acme))).Status);
        // Assistance is a partner's affair.
        Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(theirs))).Status);
    }

    [Fact]
    public async Task Licences_are_only_at_the_global_address()
    {
        var answer = await RegionalAsync("licenses/v1/licenses", For(Acme));
        Assert.Equal((HttpStatusCode.NotFound, "notFound"), (answer.Status, answer.Error));
        Assert.StartsWith("Unable to identify proxy for host", answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GlobalAsync("common/v1/alerts", For(Acme))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RegionalAsync("partner/v1/tenants", AsPartner)).Status);
        Assert.Equal("methodNotAllowed", (await AskAsync(HttpMethod.Delete, new Uri(Vendor.GlobalAddress, $"partner/v1/tenants/{Acme.Id}"), null, AsPartner)).Error);
    }

    [Fact]
    public async Task Without_assistance_the_customer_is_closed_but_for_the_licences_of_who_pays_monthly()
    {
        foreach (var (billing, licences) in new[] { ("term", HttpStatusCode.Forbidden), ("trial", HttpStatusCode.Forbidden), ("usage", HttpStatusCode.OK), ("ordered", HttpStatusCode.OK) })
        {
            var closed = Estate.Add(new StandInCustomer { Name = billing, BillingType = billing, Assistance = false });
            Assert.Equal(licences, (await GlobalAsync("licenses/v1/licenses", For(closed))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await RegionalAsync("common/v1/alerts", For(closed))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await RegionalAsync("account-health-check/v1/health-check", For(closed))).Status);
            Estate.Change(closed.Id, customer => customer with { Assistance = true });
            Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("licenses/v1/licenses", For(closed))).Status);
            Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(closed))).Status);
        }
    }

    [Fact]
    public async Task A_customer_of_another_region_is_not_here_and_one_not_activated_is_nowhere()
    {
        var elsewhere = Estate.Add(new StandInCustomer { Name = "Elsewhere", DataGeography = "US", DataRegion = "us03" });
        var inactive = Estate.Add(new StandInCustomer { Name = "Inactive", Activated = false });
        await StartAsync(new StandInOptions { Regions = ["eu01"] });
        Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(Acme))).Status);
        foreach (var path in new[] { "common/v1/alerts", "account-health-check/v1/health-check" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await RegionalAsync(path, For(elsewhere))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await RegionalAsync(path, For(inactive))).Status);
        }
        var listed = (await GlobalAsync("partner/v1/tenants", AsPartner)).Items;
        Assert.Equal(Vendor.RegionalAddress, new Uri(listed[0].GetProperty("apiHost").GetString()!));
        Assert.Equal("http://api-us03.invalid", listed[1].GetProperty("apiHost").GetString());
        Assert.False(listed[2].TryGetProperty("apiHost", out _));
    }

    [Fact]
    public async Task A_customers_own_credentials_open_that_customer_only()
    {
        var other = Estate.Add(new StandInCustomer { Name = "Other" });
        await StartAsync(new StandInOptions { Kind = StandInKind.Tenant, TenantId = other.Id });
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("licenses/v1/licenses", For(other))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GlobalAsync("licenses/v1/licenses", For(Acme))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GlobalAsync("partner/v1/tenants", AsPartner)).Status);
    }
}
