using System.Text.Json;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Tests.Central.Link;

namespace PartnerBlazor.Tests.Central.Client;

/// <summary>The client against the stand-in: tokens, retries, limits, and what becomes of every way to fail.</summary>
public sealed class CentralClientTests
{
    private static NewTenant Tenant { get; } = new("Boulangerie Noël", null, "IE", "usage",
        new NewTenantContact("Léa", "Noël", "lea@example.com", "+33 1 99 00 00 00", null, new NewTenantAddress("1 rue des Tilleuls", null, null, "Paris", "FR", "75001")), [new NewTenantProduct("CIXA-MSP")]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_calls_at_once_share_one_token_which_is_renewed_a_minute_early()
    {
        await using var world = await VendorWorld.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.Client.WhoAmIAsync(CallLane.Person, Stop)));
        Assert.All(replies, reply => Assert.Equal(CentralMeaning.Done, reply.Meaning));
        Assert.Equal(1, world.Tokens);

        world.Store.Time.Advance(TimeSpan.FromSeconds(3600 - 61));
        await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal(1, world.Tokens);
        world.Store.Time.Advance(TimeSpan.FromSeconds(2));
        await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal(2, world.Tokens);
    }

    [Fact]
    public async Task A_token_the_vendor_withdrew_is_fetched_anew_and_the_call_made_again()
    {
        await using var world = await VendorWorld.StartAsync();
        await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        world.StandIn.ForgetTokens();
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
        Assert.Equal(["GET /whoami/v1 200", "GET /whoami/v1 401", "GET /whoami/v1 200"], world.Asked);
        Assert.Equal(2, world.Tokens);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_once_and_not_sent_again_before_its_pause()
    {
        await using var world = await VendorWorld.StartAsync(change: options => options.ClientSecret = "wrong-secret");
        var reply = await world.Client.WhoAmIAsync(CallLane.Background, Stop);
        Assert.Equal((CentralMeaning.LinkRefused, 401, "oauth.invalid_client_secret"), (reply.Meaning, reply.Fault!.Status, reply.Fault.Word));
        Assert.Equal(world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(1), reply.Fault.Until);
        await world.Client.WhoAmIAsync(CallLane.Background, Stop);
        Assert.Equal(1, world.Tokens);
        // Each refusal doubles the pause.
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        reply = await world.Client.WhoAmIAsync(CallLane.Background, Stop);
        Assert.Equal(2, world.Tokens);
        Assert.Equal(world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(2), reply.Fault!.Until);
        Assert.Empty(world.Asked);
    }

    [Fact]
    public async Task A_token_that_is_refused_as_soon_as_it_was_made_is_a_refusal_with_a_pause()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 100, StandInFault.Status(401));
        var reply = await world.Client.WhoAmIAsync(CallLane.Background, Stop);
        Assert.Equal((CentralMeaning.LinkRefused, world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(1)), (reply.Meaning, reply.Fault!.Until));
        await world.Client.WhoAmIAsync(CallLane.Background, Stop);
        Assert.Equal((2, 2), (world.Tokens, world.Asked.Count));
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        reply = await world.Client.WhoAmIAsync(CallLane.Background, Stop);
        Assert.Equal(world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(2), reply.Fault!.Until);
    }

    [Fact]
    public async Task Where_tokens_are_asked_for_too_often_the_secret_is_not_sent_again_before_it_may_be()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/api/v2/oauth2/token", 1, StandInFault.TooMany(TimeSpan.FromMinutes(5)));
        var first = await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal((CentralCall.Token, CentralMeaning.Limited, world.Store.Time.GetUtcNow().UtcDateTime.AddMinutes(5)), (first.Call, first.Meaning, first.Fault!.Until));
        Assert.Equal(CentralMeaning.Limited, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
        Assert.Equal(1, world.Tokens);
        world.Store.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
    }

    [Fact]
    public async Task When_our_own_calls_are_used_up_nobody_is_asked_and_nobody_says_that_the_vendor_refused()
    {
        await using var world = await VendorWorld.StartAsync();
        await world.Link.CheckAsync(CallLane.Background, Stop);
        while (world.Gate.LastHour < 990)
        {
            // As fast as a person may go.
            var entered = world.Gate.EnterAsync(CallLane.Person, Stop);
            while (!entered.IsCompleted)
            {
                world.Store.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
            if (entered.IsFaulted)
                world.Store.Time.Advance(TimeSpan.FromSeconds(10));
        }
        // The minute is over, the hour is not.
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        var reply = await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal(CentralMeaning.Full, reply.Meaning);
        await world.Link.TellAsync(reply);
        Assert.Equal(LinkState.Ok, world.Link.Status.State);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_vendor_that_fails_is_asked_three_times(int status)
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 2, StandInFault.Status(status));
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
        world.StandIn.Faults.Next("/whoami", 3, StandInFault.Status(status));
        var reply = await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal((CentralMeaning.Silent, status), (reply.Meaning, reply.Fault!.Status));
        Assert.Equal(6, world.Asked.Count);
    }

    [Fact]
    public async Task An_answer_cut_off_in_the_middle_is_no_answer_and_asked_again()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.CutOff());
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
        Assert.Equal(2, world.Asked.Count);
    }

    [Fact]
    public async Task A_hanging_answer_is_given_up_and_asked_again()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.Hang(TimeSpan.FromMinutes(5)));
        var reply = world.Client.WhoAmIAsync(CallLane.Person, Stop);
        await Waiting.UntilAsync(() => world.Asked.Count == 1);
        world.Store.Time.Advance(CentralHandler.Patience);
        Assert.Equal(CentralMeaning.Done, (await reply).Meaning);
        Assert.Equal(2, world.Asked.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_429_nobody_asks_until_it_may_be_asked_again(bool asDate)
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.TooMany(TimeSpan.FromSeconds(90), asDate));
        var until = world.Store.Time.GetUtcNow().UtcDateTime.AddSeconds(90);
        var first = await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal((CentralMeaning.Limited, until, false), (first.Meaning, first.Fault!.Until, first.Fault.Again));
        var reply = await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal((CentralMeaning.Limited, until, true), (reply.Meaning, reply.Fault!.Until, reply.Fault.Again));
        Assert.Single(world.Asked);
        world.Store.Time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_takes_no_token_elsewhere()
    {
        await using var world = await VendorWorld.StartAsync();
        await using var elsewhere = await CentralStandIn.StartAsync(new StandInEstate());
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.Redirect(new Uri(elsewhere.GlobalAddress, "/whoami/v1")));
        Assert.Equal(CentralMeaning.Silent, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task What_is_no_JSON_is_no_answer()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.NoJson());
        Assert.Equal(CentralMeaning.Silent, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
        world.StandIn.Faults.Next("/api/v2/oauth2/token", 1, StandInFault.NoJson());
        world.StandIn.ForgetTokens();
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
    }

    [Fact]
    public async Task A_vendor_that_is_not_there_is_silent()
    {
        await using var world = await VendorWorld.StartAsync();
        await world.StandIn.DisposeAsync();
        var reply = await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        Assert.Equal((CentralMeaning.Silent, (int?)null), (reply.Meaning, reply.Fault!.Status));
    }

    [Fact]
    public async Task A_name_goes_as_a_merge_patch_with_the_partners_id_and_the_record_comes_back()
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme SAS");
        var reply = await world.Client.RenameAsync(world.StandIn.Estate.PartnerId, id, "Acmé & Fils “Paris”", CallLane.Background, Stop);
        Assert.Equal(CentralMeaning.Done, reply.Meaning);
        Assert.Equal("Acmé & Fils “Paris”", reply.Body.GetProperty("showAs").GetString());
        Assert.Equal("Acmé & Fils “Paris”", world.StandIn.Estate.Find(id)!.ShowAs);
        var asked = world.StandIn.Requests[^1];
        Assert.Equal($"{world.StandIn.Estate.PartnerId}", asked.Headers["X-Partner-ID"]);
        Assert.Equal("Acmé & Fils “Paris”", JsonDocument.Parse(asked.Body).RootElement.GetProperty("showAs").GetString());
    }

    [Theory]
    [InlineData(500, CentralMeaning.Silent, false)]
    [InlineData(503, CentralMeaning.Silent, false)]
    [InlineData(408, CentralMeaning.Silent, false)]
    [InlineData(429, CentralMeaning.Limited, true)]
    [InlineData(401, CentralMeaning.LinkRefused, true)]
    [InlineData(400, CentralMeaning.Refused, false)]
    [InlineData(409, CentralMeaning.Refused, false)]
    public async Task A_new_customer_is_asked_for_once_and_what_cannot_have_been_done_is_known(int status, CentralMeaning meaning, bool undone)
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/partner", 5, StandInFault.Status(status));
        var reply = await world.Client.CreateAsync(world.StandIn.Estate.PartnerId, Tenant);
        Assert.Equal((meaning, undone), (reply.Meaning, reply.IsUndone));
        // With another token once more: the first was turned away at the door.
        Assert.Equal(status == 401 ? 2 : 1, world.Asked.Count);
        Assert.Empty(world.StandIn.Estate.Customers);
    }

    [Fact]
    public async Task Of_a_new_customer_whose_answer_was_lost_nobody_says_that_it_was_not_done()
    {
        await using var world = await VendorWorld.StartAsync();
        foreach (var fault in new[] { StandInFault.After(), StandInFault.CutOff(), StandInFault.After(StandInFault.Status(500)), StandInFault.NoJson() })
        {
            world.StandIn.Faults.Next("/partner", 1, fault);
            var reply = await world.Client.CreateAsync(world.StandIn.Estate.PartnerId, Tenant with { Name = $"{Guid.NewGuid()}" });
            Assert.Equal((CentralMeaning.Silent, false), (reply.Meaning, reply.IsUndone));
        }
        Assert.Equal((4, 3), (world.Asked.Count, world.StandIn.Estate.Customers.Count));
    }

    [Fact]
    public async Task Where_nobody_is_there_nothing_was_done()
    {
        await using var world = await VendorWorld.StartAsync();
        await world.Client.WhoAmIAsync(CallLane.Person, Stop);
        await world.StandIn.DisposeAsync();
        var reply = await world.Client.CreateAsync(Guid.NewGuid(), Tenant);
        Assert.Equal((CentralMeaning.Silent, CentralCall.Create, true), (reply.Meaning, reply.Call, reply.IsUndone));
    }

    [Fact]
    public async Task Neither_secret_nor_token_is_ever_logged()
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme");
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.Status(500));
        await world.Link.CheckAsync(CallLane.Person, Stop);
        await world.SendAsync(id, "Acme anew");
        var tokens = world.StandIn.Tokens;
        world.StandIn.ForgetTokens();
        world.StandIn.Faults.Next("/api/v2/oauth2/token", 3, StandInFault.Status(401));
        await world.Link.CheckAsync(CallLane.Person, Stop);
        Assert.NotEmpty(world.Log.Complaints);
        Assert.NotEmpty(tokens);
        // Nor anything a request or an answer holds: the factory's own loggers are gone.
        Assert.DoesNotContain(world.Log.Complaints, line => line.Contains(StandInOptions.DemoClientSecret, StringComparison.Ordinal)
            || tokens.Any(token => line.Contains(token, StringComparison.Ordinal))
            || line.Contains("Bearer", StringComparison.OrdinalIgnoreCase) || line.Contains("access_token", StringComparison.Ordinal)
            || line.Contains("System.Net.Http", StringComparison.Ordinal));
    }
}
