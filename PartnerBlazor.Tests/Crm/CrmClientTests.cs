using System.Security.Cryptography;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Crm;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Settings;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Crm;

/// <summary>The client against the stand-in of Salesforce: both sign-ins, questions, and what becomes of every way to fail.</summary>
public sealed class CrmClientTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_and_a_signed_token_both_open_the_door()
    {
        await using (var world = await CrmWorld.StartAsync())
            Assert.True(await world.Link.CheckAsync(world.Partner, Stop));
        using var folder = new TempFolder();
        using var key = RSA.Create(2048);
        var file = Path.Combine(folder.Path, "key.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), Stop);
        await using var signed = await CrmWorld.StartAsync(new SalesforceStandInOptions { PublicKey = key }, options =>
            (options.ClientSecret, options.PrivateKeyFile, options.Username) = ("", file, "portal@partner.example"));
        Assert.True(await signed.Link.CheckAsync(signed.Partner, Stop));
        Assert.Equal(1, signed.Asked("oauth2/token"));
    }

    [Theory]
    [InlineData("another@partner.example", null)]
    [InlineData("portal@partner.example", "https://other.example")]
    public async Task A_token_signed_for_somebody_else_is_refused(string user, string? audience)
    {
        using var folder = new TempFolder();
        using var key = RSA.Create(2048);
        var file = Path.Combine(folder.Path, "key.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), Stop);
        await using var world = await CrmWorld.StartAsync(new SalesforceStandInOptions { PublicKey = key }, options =>
            (options.ClientSecret, options.PrivateKeyFile, options.Username, options.Audience) = ("", file, user, audience ?? ""));
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal((CrmLinkState.Refused, "invalid_grant"), (world.Link.Status.State, world.Link.Status.Code));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("public")]
    [InlineData("text")]
    public async Task A_key_that_cannot_be_used_is_said_so(string what)
    {
        using var folder = new TempFolder();
        using var key = RSA.Create(2048);
        var file = Path.Combine(folder.Path, "key.pem");
        if (what != "none")
            await File.WriteAllTextAsync(file, what switch { "public" => key.ExportSubjectPublicKeyInfoPem(), _ => "text" }, Stop);
        await using var world = await CrmWorld.StartAsync(change: options => (options.ClientSecret, options.PrivateKeyFile, options.Username) = ("", file, "x"));
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal((CrmLinkState.Refused, "private_key_unreadable"), (world.Link.Status.State, world.Link.Status.Code));
    }

    [Fact]
    public async Task Refused_credentials_are_not_sent_again_before_their_pause_and_never_logged()
    {
        await using var world = await CrmWorld.StartAsync(change: options => options.ClientSecret = "wrong-secret-xyz");
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal((1, CrmLinkState.Refused, "invalid_client"), (world.Asked("oauth2/token"), world.Link.Status.State, world.Link.Status.Code));
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Link.CheckAsync(world.Partner, Stop);
        Assert.Equal(2, world.Asked("oauth2/token"));
        // A person does not wait for it.
        await world.Commands.MatchAsync(world.Admin, Stop);
        await world.Matcher.RunAsync(Stop);
        Assert.Equal(3, world.Asked("oauth2/token"));
        Assert.DoesNotContain("wrong-secret-xyz", string.Join('\n', world.Log.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ended_is_begun_anew_and_no_token_is_logged()
    {
        await using var world = await CrmWorld.StartAsync();
        await world.Link.CheckAsync(world.Partner, Stop);
        var token = Assert.Single(world.StandIn.Tokens);
        world.StandIn.ForgetTokens();
        Assert.True(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal(2, world.Asked("oauth2/token"));
        Assert.DoesNotContain(token, string.Join('\n', world.Log.Complaints), StringComparison.Ordinal);
        // One that is refused as soon as it was made refuses the credentials.
        world.StandIn.Faults.Next("/query", 9, 401, "INVALID_SESSION_ID");
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal(CrmLinkState.Refused, world.Link.Status.State);
    }

    [Theory]
    [InlineData(403, "REQUEST_LIMIT_EXCEEDED", CrmLinkState.Limited)]
    [InlineData(403, "API_DISABLED_FOR_ORG", CrmLinkState.Refused)]
    [InlineData(403, "INSUFFICIENT_ACCESS", CrmLinkState.Refused)]
    [InlineData(400, "INVALID_FIELD", CrmLinkState.FieldUnknown)]
    [InlineData(404, "NOT_FOUND", CrmLinkState.Refused)]
    [InlineData(503, "SERVER_UNAVAILABLE", CrmLinkState.Silent)]
    [InlineData(500, "UNKNOWN_EXCEPTION", CrmLinkState.Silent)]
    public async Task What_it_says_of_a_call_is_what_it_says_of_the_link(int status, string code, CrmLinkState state)
    {
        await using var world = await CrmWorld.StartAsync();
        world.StandIn.Faults.Next("/query", 2, status, code);
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal((state, code), (world.Link.Status.State, world.Link.Status.Code));
        // Only silence is asked again.
        Assert.Equal(status >= 500 ? 2 : 1, world.Asked("/query"));
    }

    [Fact]
    public async Task Another_organisations_credentials_read_and_tell_nothing()
    {
        await using var world = await CrmWorld.StartAsync();
        await world.Link.CheckAsync(world.Partner, Stop);
        await world.Store.WriteAsync(world.Partner, write =>
        {
            write.Db.Partners.Single(p => p.Id == write.PartnerId).CrmOrganization = "00D5f000000OtherEAK";
            write.JournalOther(PartnerBlazor.Store.JournalKinds.PartnerCrmBound, null);
        });
        var before = world.StandIn.Requests.Count;
        Assert.False(await world.Link.CheckAsync(world.Partner, Stop));
        Assert.Equal((CrmLinkState.OtherOrganization, before), (world.Link.Status.State, world.StandIn.Requests.Count));
    }

    [Fact]
    public async Task A_question_is_read_to_its_last_page()
    {
        await using var world = await CrmWorld.StartAsync(new SalesforceStandInOptions { PageSize = 3 });
        for (var i = 0; i < 8; i++)
            world.StandIn.Accounts.Add($"Same {i % 2}");
        var (reply, accounts) = await world.Client.QueryAsync(Soql.AccountsWith("Id, Name", "Name", ["same 1", "Same 0"]), Stop);
        Assert.Equal((CrmMeaning.Done, 8, 15_000), (reply.Meaning, accounts.Count, reply.Usage!.Allowed));
        Assert.Equal(3, world.Asked("/query"));
    }

    [Theory]
    [InlineData("O'Neil & Söhne", @"'O\'Neil & Söhne'")]
    [InlineData(@"Back\slash", @"'Back\\slash'")]
    [InlineData(@"\' OR Name != '", @"'\\\' OR Name != \''")]
    [InlineData("Two\nlines", "'Twolines'")]
    public async Task A_value_stays_a_value(string value, string quoted)
    {
        Assert.Equal(quoted, Soql.Quoted(value));
        await using var world = await CrmWorld.StartAsync();
        world.StandIn.Accounts.Add("Anything");
        var mine = world.StandIn.Accounts.Add(value.Replace("\n", "", StringComparison.Ordinal));
        var (_, accounts) = await world.Client.QueryAsync(Soql.AccountsWith("Id, Name", "Name", [value]), Stop);
        Assert.Equal(mine.Id, Assert.Single(accounts).Id);
    }

    [Fact]
    public void Many_values_are_asked_for_in_parts_that_fit_an_address()
    {
        List<string> names = [.. Enumerable.Range(0, 900).Select(i => $"{new string('漢', 40)} {i}")];
        var parts = Soql.Parts(names).ToList();
        Assert.Equal(names, parts.SelectMany(part => part));
        Assert.All(parts, part => Assert.True(Uri.EscapeDataString(Soql.AccountsWith("Id, Name", "Name", part)).Length < 8_000));
        Assert.Empty(Soql.Parts([]));
    }

    [Theory]
    [InlineData("https://acme.my.salesforce.com", "https://acme.my.salesforce.com/")]
    [InlineData("https://acme.my.salesforce.com/", "https://acme.my.salesforce.com/")]
    [InlineData("http://acme.my.salesforce.com", null)]
    [InlineData("https://evilsalesforce.com", null)]
    [InlineData("https://salesforce.com.evil.example", null)]
    [InlineData("https://user@acme.my.salesforce.com", null)]
    [InlineData("https://acme.my.salesforce.com/path", null)]
    [InlineData("https://acme.my.salesforce.com:444", null)]
    [InlineData("http://localhost:5000", null)]
    [InlineData(null, null)]
    public void A_token_goes_below_the_domain_only(string? told, string? used) =>
        Assert.Equal(used, CrmHosts.Instance(new SalesforceOptions(), told)?.AbsoluteUri);
}
