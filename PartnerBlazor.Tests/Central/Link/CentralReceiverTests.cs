using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>A name on its way to the vendor over HTTP: delivered once the vendor confirmed it, refused when it said no, else kept.</summary>
public sealed class CentralReceiverTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(403, RefusalCodes.ReceiverRefused)]
    [InlineData(404, RefusalCodes.ReceiverUnknown)]
    [InlineData(409, RefusalCodes.ReceiverRefused)]
    [InlineData(400, RefusalCodes.ReceiverRefused)]
    public async Task What_the_vendor_refuses_is_final(int status, string code)
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme");
        world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.Status(status), "PATCH");
        var answer = await world.SendAsync(id, "Acme anew");
        Assert.Equal((code, true), (answer.Problem, answer.Final));
        // It answered: the link stands.
        Assert.Equal(LinkState.Ok, world.Link.Status.State);
    }

    [Fact]
    public async Task What_it_cannot_do_now_is_kept_and_asked_again_when_it_may_be()
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme");
        world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.TooMany(TimeSpan.FromSeconds(300)), "PATCH");
        for (var i = 0; i < 2; i++)
        {
            var answer = await world.SendAsync(id, "Acme anew");
            Assert.Equal((RefusalCodes.LinkLimited, false, TimeSpan.FromSeconds(300)), (answer.Problem, answer.Final, answer.NotBefore));
        }
        Assert.Equal(LinkState.Limited, world.Link.Status.State);
        world.Store.Time.Advance(TimeSpan.FromSeconds(300));
        world.StandIn.Faults.Next("/partner/v1/tenants", 3, StandInFault.Status(500), "PATCH");
        Assert.Equal((RefusalCodes.ReceiverSilent, false), await ShortAsync(id));
        Assert.Equal((null, false), await ShortAsync(id));
        Assert.Equal("Acme anew", world.StandIn.Estate.Find(id)!.ShowAs);

        async Task<(string?, bool)> ShortAsync(Guid customer) => await world.SendAsync(customer, "Acme anew") is var said ? (said.Problem, said.Final) : default;
    }

    [Fact]
    public async Task A_name_whose_answer_was_lost_is_sent_again_and_delivered_once_it_is_confirmed()
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme");
        world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.CutOff(), "PATCH");
        Assert.Equal(DeliveryAnswer.Done, await world.SendAsync(id, "Acme anew"));
        Assert.Equal(2, world.Asked.Count(asked => asked.StartsWith("PATCH", StringComparison.Ordinal)));
        // Answered without a name: not confirmed. With another one: it would be no different the next time.
        world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.NoJson("""{"id":"x"}"""), "PATCH");
        Assert.Equal(DeliveryAnswer.Silent, await world.SendAsync(id, "Acme twice anew"));
        world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.NoJson("""{"id":"x","showAs":"Something else"}"""), "PATCH");
        Assert.Equal(DeliveryAnswer.Refused with { Problem = RefusalCodes.ReceiverOtherName }, await world.SendAsync(id, "Acme twice anew"));
        // Written in another form of the same letters.
        world.StandIn.Faults.Next("/partner/v1/tenants", 1, StandInFault.NoJson("""{"id":"x","showAs":" Cafe\u0301 "}"""), "PATCH");
        Assert.Equal(DeliveryAnswer.Done, await world.SendAsync(id, "Café"));
    }

    [Fact]
    public async Task Credentials_of_an_organisation_tell_no_names()
    {
        var estate = StandInEstate.Generate(5, 1);
        await using var world = await VendorWorld.StartAsync(estate, new StandInOptions { Kind = StandInKind.Organization });
        await world.Link.CheckAsync(CallLane.Background, Stop);
        await using var db = world.Store.Db();
        Assert.False(world.Receiver.Serves(await db.Partners.SingleAsync(Stop)));
        Assert.False((await world.Store.AddPersonAsync(world.Partner)).TellsOthers);
    }

    [Fact]
    public async Task Through_the_outbox_a_rename_reaches_the_vendor_and_is_delivered()
    {
        await using var world = await VendorWorld.StartAsync();
        world.Store.Receivers.Add(world.Receiver);
        var id = await world.CustomerAsync("Acme");
        await world.Link.CheckAsync(CallLane.Background, Stop);
        var admin = await world.Store.AddPersonAsync(world.Partner);
        Assert.True(admin.TellsOthers);
        using var pump = new DeliveryPump(new Receivers(world.Store.Receivers), new DeliveryOutcomes(world.Store.Store, world.Store.Deliveries),
            new DueDeliveries(world.Store.Factory), world.Store.Feed, world.Store.Time, NullLogger<DeliveryPump>.Instance);
        await world.Store.Customers.RenameAsync(admin, id, "Acme anew", "", Stop);
        await pump.RunAsync(Stop);
        Assert.Equal("Acme anew", world.StandIn.Estate.Find(id)!.ShowAs);
        await using var db = world.Store.Db();
        var delivery = await db.NameDeliveries.SingleAsync(Stop);
        Assert.Equal((DeliveryTarget.Central, DeliveryState.Delivered), (delivery.Target, delivery.State));
    }

    [Fact]
    public async Task Refused_credentials_hold_every_name_until_they_are_accepted_again()
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme");
        await world.Link.CheckAsync(CallLane.Background, Stop);
        world.StandIn.ForgetTokens();
        world.StandIn.Faults.Next("/api/v2/oauth2/token", 1, StandInFault.Status(401));
        var answer = await world.SendAsync(id, "Acme anew");
        Assert.Equal((RefusalCodes.LinkRefused, false, TimeSpan.FromMinutes(1)), (answer.Problem, answer.Final, answer.NotBefore));
        Assert.Equal(LinkState.Refused, world.Link.Status.State);
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(DeliveryAnswer.Done, await world.SendAsync(id, "Acme anew"));
        Assert.Equal(LinkState.Ok, world.Link.Status.State);
        Assert.Equal(CentralMeaning.Done, (await world.Client.WhoAmIAsync(CallLane.Person, Stop)).Meaning);
    }
}
