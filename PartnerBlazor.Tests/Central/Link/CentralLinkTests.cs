using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>How the link to the vendor stands: whose credentials they are, what every answer makes of it, what is kept and journalled.</summary>
public sealed class CentralLinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StandInKind.Partner, VendorKind.Partner)]
    [InlineData(StandInKind.Organization, VendorKind.Organization)]
    [InlineData(StandInKind.Tenant, VendorKind.Tenant)]
    public async Task The_first_answer_binds_the_partner_to_whose_credentials_they_are(StandInKind kind, VendorKind expected)
    {
        var estate = StandInEstate.Generate(5, 1);
        await using var world = await VendorWorld.StartAsync(estate, new StandInOptions { Kind = kind });
        var status = await world.Link.CheckAsync(CallLane.Background, Stop);
        Assert.Equal((LinkState.Ok, world.Partner, expected), (status.State, status.PartnerId, status.Account!.Kind));
        await using var db = world.Store.Db();
        var partner = await db.Partners.SingleAsync(Stop);
        Assert.Equal((status.Account.Id, expected), (partner.VendorId, partner.VendorKind));
        Assert.Equal([$"partner.connected {status.Account.Id}"], await world.JournalAsync());
        // A single customer's own credentials name its region; http only because it is this machine.
        Assert.Equal(kind == StandInKind.Tenant ? world.StandIn.RegionalAddress : null, status.Account.Regional);
        // Again, it is known.
        await world.Link.CheckAsync(CallLane.Background, Stop);
        Assert.Single(await world.JournalAsync());
    }

    [Fact]
    public async Task Credentials_of_another_partner_read_and_tell_nothing()
    {
        await using var world = await VendorWorld.StartAsync();
        var id = await world.CustomerAsync("Acme");
        var bound = Guid.NewGuid();
        await world.Store.WriteAsync(world.Partner, async write =>
        {
            var partner = await write.Db.Partners.SingleAsync();
            (partner.VendorId, partner.VendorKind) = (bound, VendorKind.Partner);
            write.JournalOther(JournalKinds.PartnerConnected, null, after: $"{bound}");
        });
        var answer = await world.SendAsync(id, "Another name");
        Assert.Equal((RefusalCodes.LinkOtherPartner, false), (answer.Problem, answer.Final));
        Assert.Equal(LinkState.OtherPartner, world.Link.Status.State);
        Assert.Null(world.StandIn.Estate.Find(id)!.ShowAs);
        Assert.DoesNotContain(world.Asked, asked => asked.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Equal($"partner.disconnected {RefusalCodes.LinkOtherPartner}", (await world.JournalAsync())[^1]);
        Assert.Equal((null, world.StandIn.Estate.PartnerId), (world.Link.Status.Account, world.Link.Status.Foreign));
        // A check that fails leads out of it no more than it would lead in.
        foreach (var status in new[] { 503, 401 })
        {
            world.Store.Time.Advance(TimeSpan.FromMinutes(1));
            world.StandIn.Faults.Next("/whoami", 3, StandInFault.Status(status));
            await world.Link.CheckAsync(CallLane.Background, Stop);
            Assert.Equal(LinkState.OtherPartner, world.Link.Status.State);
            Assert.Equal(RefusalCodes.LinkOtherPartner, (await world.SendAsync(id, "Another name")).Problem);
        }
        Assert.DoesNotContain(world.Asked, asked => asked.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Equal(2, (await world.JournalAsync()).Count);
        await using var db = world.Store.Db();
        Assert.Equal(bound, (await db.Partners.SingleAsync(Stop)).VendorId);
    }

    [Fact]
    public async Task Credentials_that_are_no_partners_bind_only_until_the_partners_own_come()
    {
        await using var world = await VendorWorld.StartAsync(StandInEstate.Generate(5, 1), new StandInOptions { Kind = StandInKind.Tenant });
        await world.Link.CheckAsync(CallLane.Background, Stop);
        var binding = world.Get<LinkBinding>();
        var own = new VendorAccount(Guid.NewGuid(), VendorKind.Partner, null);
        Assert.Equal(world.Partner, await binding.BindAsync(own, Stop));
        // From then on for good.
        Assert.Null(await binding.BindAsync(new(Guid.NewGuid(), VendorKind.Partner, null), Stop));
        Assert.Null(await binding.BindAsync(new(Guid.NewGuid(), VendorKind.Tenant, null), Stop));
        Assert.Equal(world.Partner, await binding.BindAsync(own, Stop));
        Assert.Equal(2, (await world.JournalAsync()).Count);
    }

    [Fact]
    public async Task Lost_and_regained_is_journalled_once_also_over_a_restart()
    {
        await using var world = await VendorWorld.StartAsync();
        await world.Link.CheckAsync(CallLane.Background, Stop);
        // Other programs on the same database: each begins not knowing.
        var journal = new LinkJournal(world.Store.Store);
        foreach (var state in new[] { LinkState.Ok, LinkState.Refused, LinkState.Silent, LinkState.Refused, LinkState.Ok, LinkState.Limited, LinkState.Ok })
            await journal.TellAsync(world.Partner, state);
        Assert.Equal([$"partner.disconnected {RefusalCodes.LinkRefused}", "partner.reconnected"], (await world.JournalAsync()).Skip(1));
    }

    [Fact]
    public async Task A_person_does_not_wait_for_a_check_nobody_waits_for()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 1, StandInFault.Hang(TimeSpan.FromMinutes(5)));
        var background = world.Link.CheckAsync(CallLane.Background, Stop);
        await Waiting.UntilAsync(() => world.Asked.Count == 1);
        Assert.Equal(LinkState.Ok, (await world.Link.CheckAsync(CallLane.Person, Stop)).State);
        await background;
    }

    [Fact]
    public async Task A_person_is_told_after_a_while_that_nobody_answers()
    {
        await using var world = await VendorWorld.StartAsync();
        world.StandIn.Faults.Next("/whoami", 5, StandInFault.Hang(TimeSpan.FromMinutes(5)));
        var check = world.Link.CheckAsync(CallLane.Person, Stop);
        await Waiting.UntilAsync(() => world.Asked.Count == 1);
        world.Store.Time.Advance(CentralClient.PersonPatience);
        Assert.Equal(LinkState.Silent, (await check).State);
    }

    [Fact]
    public async Task Before_the_set_up_the_vendor_is_not_asked()
    {
        await using var world = await VendorWorld.StartAsync(partner: false);
        Assert.Equal(LinkState.NoPartner, (await world.Link.CheckAsync(CallLane.Background, Stop)).State);
        Assert.Empty(world.StandIn.Requests);
        var partner = await world.Store.AddPartnerAsync();
        Assert.Equal((LinkState.Ok, partner), ((await world.Link.CheckAsync(CallLane.Background, Stop)).State, world.Link.Status.PartnerId));
    }

    [Fact]
    public async Task Without_credentials_there_is_no_link_and_the_demos_partner_never_has_one()
    {
        await using var world = await VendorWorld.StartAsync(change: options => (options.ClientId, options.ClientSecret) = ("", ""));
        Assert.Equal(LinkState.None, (await world.Link.CheckAsync(CallLane.Person, Stop)).State);
        Assert.Empty(world.StandIn.Requests);
        await using var other = await VendorWorld.StartAsync(partner: false);
        await other.Store.AddPartnerAsync(demo: true);
        Assert.Equal(LinkState.NoPartner, (await other.Link.CheckAsync(CallLane.Background, Stop)).State);
        Assert.Empty(other.StandIn.Requests);
    }

    [Fact]
    public async Task Refused_and_accepted_again_is_journalled_once_each_silence_in_between_is_not()
    {
        await using var world = await VendorWorld.StartAsync();
        await world.Link.CheckAsync(CallLane.Background, Stop);
        var next = world.Link.Next;
        world.StandIn.ForgetTokens();
        world.StandIn.Faults.Next("/api/v2/oauth2/token", 1, StandInFault.Status(401));
        await world.Link.CheckAsync(CallLane.Background, Stop);
        Assert.Equal(LinkState.Refused, world.Link.Status.State);
        Assert.True(next.IsCompletedSuccessfully);
        Assert.False(world.Link.Next.IsCompleted);
        // In its pause it is not asked, and still refused.
        await world.Link.CheckAsync(CallLane.Background, Stop);
        Assert.Equal(2, world.Tokens);
        // A person wants it tried now; it does not answer, then it does.
        world.StandIn.Faults.Next("/api/v2/oauth2/token", 3, StandInFault.Status(503));
        Assert.Equal(LinkState.Silent, (await world.Link.CheckAsync(CallLane.Person, Stop)).State);
        Assert.Equal(LinkState.Ok, (await world.Link.CheckAsync(CallLane.Person, Stop)).State);
        Assert.Equal([$"partner.disconnected {RefusalCodes.LinkRefused}", "partner.reconnected"], (await world.JournalAsync()).Skip(1));
    }

    [Fact]
    public async Task The_last_error_is_kept_also_when_all_is_well_again_and_counted_until_it_is_dismissed()
    {
        await using var world = await VendorWorld.StartAsync();
        var admin = await world.Store.AddPersonAsync(world.Partner);
        var (queries, commands) = (world.Get<ConnectionQueries>(), world.Get<ConnectionCommands>());
        await world.Link.CheckAsync(CallLane.Background, Stop);
        Assert.Null((await queries.ReadAsync(admin, Stop)).Error);
        world.StandIn.Faults.Next("/whoami", 6, StandInFault.Status(503));
        await world.Link.CheckAsync(CallLane.Background, Stop);
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Link.CheckAsync(CallLane.Background, Stop);
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        var view = await Ok();
        Assert.Equal((LinkState.Silent, CentralCall.WhoAmI, 503, 2), (view.Error!.State, view.Error.Call, view.Error.Fault.Status, view.Error.Count));
        Assert.Equal(TimeSpan.FromMinutes(1), view.Error.LastAt - view.Error.FirstAt);
        Assert.NotNull(view.Error.Fault.CorrelationId);

        // Another one, met while the first was being read, stays.
        var read = view.Error;
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        world.StandIn.Faults.Next("/whoami", 3, StandInFault.Status(500));
        await world.Link.CheckAsync(CallLane.Background, Stop);
        await commands.DismissAsync(admin, read, Stop);
        world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        view = await Ok();
        Assert.Equal(500, view.Error!.Fault.Status);
        await commands.DismissAsync(admin, view.Error, Stop);
        Assert.Null((await queries.ReadAsync(admin, Stop)).Error);

        async Task<ConnectionView> Ok()
        {
            Assert.Equal(LinkState.Ok, (await world.Link.CheckAsync(CallLane.Background, Stop)).State);
            return await queries.ReadAsync(admin, Stop);
        }
    }

    [Fact]
    public async Task Only_who_manages_people_reads_the_connection_and_has_it_asked()
    {
        await using var world = await VendorWorld.StartAsync();
        foreach (var role in Enum.GetValues<Role>().Except([Role.SuperAdmin]))
        {
            var person = await world.Store.AddPersonAsync(world.Partner, role);
            await Assert.ThrowsAsync<RefusedException>(() => world.Get<ConnectionQueries>().ReadAsync(person, Stop));
            await Assert.ThrowsAsync<RefusedException>(() => world.Get<ConnectionCommands>().CheckAsync(person, Stop));
        }
        Assert.Empty(world.StandIn.Requests);
    }

    [Fact]
    public async Task Our_clock_is_compared_with_the_vendors()
    {
        var theirs = new FakeTimeProvider(TestStore.Start.AddMinutes(-7));
        await using var world = await VendorWorld.StartAsync(clock: theirs);
        Assert.Equal(TimeSpan.FromMinutes(7), (await world.Link.CheckAsync(CallLane.Background, Stop)).ClockAhead);
    }
}
