using System.Net;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>The token, and who one is (domain.md B1).</summary>
public sealed class StandInTokenTests : StandInWorld
{
    [Fact]
    public async Task The_right_secret_gets_a_token_for_an_hour()
    {
        var answer = await TokenAsync();
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("success", "bearer", 3600), (answer.Body.GetProperty("errorCode").GetString(), answer.Body.GetProperty("token_type").GetString(), answer.Body.GetProperty("expires_in").GetInt32()));
    }

    [Theory]
    [InlineData("client_id", "somebody", HttpStatusCode.Unauthorized, "oauth.invalid_client_secret")]
    [InlineData("client_secret", "guess", HttpStatusCode.Unauthorized, "oauth.invalid_client_secret")]
    [InlineData("scope", "", HttpStatusCode.BadRequest, "oauth.invalid_scope")]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "oauth.unsupported_grant_type")]
    public async Task Wrong_words_get_none(string name, string value, HttpStatusCode status, string code)
    {
        var answer = await TokenAsync((name, value));
        Assert.Equal((status, code), (answer.Status, answer.Body.GetProperty("errorCode").GetString()));
        Assert.True(Guid.TryParse(answer.Body.GetProperty("trackingId").GetString(), out _));
        Assert.False(answer.Body.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task A_refresh_token_gets_one_other_token()
    {
        var refresh = (await TokenAsync()).Body.GetProperty("refresh_token").GetString()!;
        var again = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        var token = again.Body.GetProperty("access_token").GetString();
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("whoami/v1", ("Authorization", $"Bearer {token}"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh))).Status);
    }

    [Fact]
    public async Task A_token_is_good_until_its_time_is_up()
    {
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("whoami/v1")).Status);
        Time.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("whoami/v1")).Status);
        Time.Advance(TimeSpan.FromSeconds(1));
        var expired = await GlobalAsync("whoami/v1");
        Assert.Equal((HttpStatusCode.Unauthorized, "notAuthorized"), (expired.Status, expired.Error));
        Assert.True(Guid.TryParse(expired.Body.GetProperty("correlationId").GetString(), out _));
        SignOut();
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("whoami/v1")).Status);
    }

    [Fact]
    public async Task Without_a_token_or_with_one_nobody_knows_nothing_is_said()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GlobalAsync("whoami/v1", ("Authorization", "Bearer invented"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GlobalAsync("partner/v1/tenants", AsPartner, ("Authorization", ""))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RegionalAsync("common/v1/alerts", For(Acme), ("Authorization", ""))).Status);
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("whoami/v1")).Status);
        Vendor.ForgetTokens();
        Assert.Equal(HttpStatusCode.Unauthorized, (await GlobalAsync("whoami/v1")).Status);
    }

    [Fact]
    public async Task Everybody_is_told_who_they_are_with_hosts_as_in_the_published_sample()
    {
        var partner = await GlobalAsync("whoami/v1");
        Assert.Equal(("partner", Estate.PartnerId.ToString()), (partner.Body.GetProperty("idType").GetString(), partner.Body.GetProperty("id").GetString()));
        var hosts = partner.Body.GetProperty("apiHosts");
        Assert.Matches("^http://.+/$", hosts.GetProperty("global").GetString());
        Assert.False(hosts.TryGetProperty("dataRegion", out _));

        await StartAsync(new StandInOptions { Kind = StandInKind.Organization });
        var organization = await GlobalAsync("whoami/v1");
        Assert.Equal(("organization", Estate.OrganizationId.ToString()), (organization.Body.GetProperty("idType").GetString(), organization.Body.GetProperty("id").GetString()));

        await StartAsync(new StandInOptions { Kind = StandInKind.Tenant });
        var tenant = await GlobalAsync("whoami/v1");
        Assert.Equal(("tenant", Acme.Id.ToString()), (tenant.Body.GetProperty("idType").GetString(), tenant.Body.GetProperty("id").GetString()));
        Assert.Equal(Vendor.RegionalAddress, new Uri(tenant.Body.GetProperty("apiHosts").GetProperty("dataRegion").GetString()!));
    }

    [Fact]
    public async Task What_was_asked_is_kept_without_secrets()
    {
        var refresh = (await TokenAsync()).Body.GetProperty("refresh_token").GetString()!;
        await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        await GlobalAsync("partner/v1/tenants?page=1", AsPartner);
        var kept = Vendor.Requests;
        Assert.Equal(["/api/v2/oauth2/token 200", "/api/v2/oauth2/token 200", "/api/v2/oauth2/token 200", "/partner/v1/tenants?page=1 200"], kept.Select(request => $"{request.Path} {request.Status}"));
        Assert.Contains($"client_id={StandInOptions.DemoClientId}", kept[0].Body, StringComparison.Ordinal);
        Assert.All(kept, request => Assert.DoesNotContain(StandInOptions.DemoClientSecret, request.Body, StringComparison.Ordinal));
        Assert.All(kept, request => Assert.DoesNotContain(refresh, request.Body, StringComparison.Ordinal));
        Assert.Equal(Estate.PartnerId.ToString(), kept[^1].Headers["X-Partner-ID"]);
        Assert.DoesNotContain("Authorization", kept[^1].Headers.Keys);
        Assert.Equal((Time.GetUtcNow(), false), (kept[^1].At, kept[^1].Regional));
        Vendor.ForgetRequests();
        Assert.Empty(Vendor.Requests);
    }
}
