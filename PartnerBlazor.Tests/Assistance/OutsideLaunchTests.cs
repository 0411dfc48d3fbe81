using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central.Link;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>Launching a customer of a real partner: to the vendor's own console, where its address is known (SPEC §9).</summary>
public sealed class OutsideLaunchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_leads_to_the_vendors_console_and_is_journalled_like_any_other()
    {
        await using var world = await StartAsync("https://central.example/launch/{id}?from=portal");
        var (customer, admin, launch, me) = await ActorsAsync(world, "https://central.example/launch/{id}?from=portal");
        Assert.True(admin.CanLaunch);
        Assert.False(admin.HasConsoles);
        var redeemed = await launch.RedeemAsync(me, customer, await launch.IssueAsync(me, customer, "T-1", Stop), Stop);
        Assert.Equal((null, null, $"https://central.example/launch/{customer}?from=portal"), (redeemed.Handle, redeemed.Refusal, redeemed.Outside?.AbsoluteUri));
        await using var db = world.Store.Db();
        Assert.Equal(0, await db.ConsoleSignIns.CountAsync(Stop));
        Assert.Contains("T-1", (await db.Journal.SingleAsync(e => e.Kind == JournalKinds.Launched, Stop)).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_a_launch_demands_is_demanded_here_too()
    {
        await using var world = await StartAsync("https://central.example/{id}");
        var (customer, _, launch, me) = await ActorsAsync(world, "https://central.example/{id}");
        var token = await launch.IssueAsync(me, customer, "", Stop);
        await world.Store.WriteAsync(world.Partner, async write =>
            await write.SetAssistanceAsync(await write.Db.Customers.SingleAsync(c => c.Id == customer), PartnerAssistance.Off, AssistanceCause.Seen));
        Assert.Equal(RefusalCodes.AssistanceOff, (await Assert.ThrowsAsync<RefusedException>(() => launch.IssueAsync(me, customer, "", Stop))).Code);
        Assert.Equal((RefusalCodes.LaunchLinkInvalid, null), await launch.RedeemAsync(me, customer, token, Stop) is var used ? (used.Refusal, used.Outside) : default);
    }

    [Fact]
    public async Task Where_no_address_is_set_or_no_more_it_says_so()
    {
        await using var world = await StartAsync("https://central.example/{id}");
        var (customer, admin, launch, me) = await ActorsAsync(world, "");
        // Known until the vendor is heard of.
        Assert.True(admin.CanLaunch);
        var token = await launch.IssueAsync(me, customer, "", Stop);
        Assert.Equal(RefusalCodes.LaunchNotConfigured, (await launch.RedeemAsync(me, customer, token, Stop)).Refusal);

        await using var without = await StartAsync("");
        Assert.False((await without.Store.AddPersonAsync(without.Partner)).CanLaunch);
    }

    [Fact]
    public async Task An_address_that_was_set_later_opens_the_tabs_that_are_open()
    {
        var options = new CentralOptions();
        await using var world = await VendorWorld.StartAsync(change: set => options = set);
        await world.Link.CheckAsync(CallLane.Background, Stop);
        var admin = await world.Store.AddPersonAsync(world.Partner);
        Assert.False(admin.CanLaunch);
        options.LaunchUrl = "https://central.example/{id}";
        await world.Link.CheckAsync(CallLane.Background, Stop);
        Assert.True((await world.Store.ScopeAsync(admin.PersonId))!.CanLaunch);
        Assert.Single(await world.JournalAsync(), entry => entry == $"{JournalKinds.PartnerLaunch} True");
    }

    [Fact]
    public async Task The_page_leads_on_and_is_no_redirection()
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { Response = { Body = new MemoryStream() }, RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        await LaunchEndpoints.Leave(context, new Uri("https://central.example/l?a=1&b=<2>"), "Opening <it>").ExecuteAsync(context);
        Assert.Equal((200, "0;url=https://central.example/l?a=1&b=%3C2%3E"), (context.Response.StatusCode, context.Response.Headers["Refresh"].ToString()));
        context.Response.Body.Position = 0;
        Assert.Contains("<a href=\"https://central.example/l?a=1&amp;b=%3C2%3E\">Opening &lt;it&gt;</a>", await new StreamReader(context.Response.Body).ReadToEndAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<VendorWorld> StartAsync(string launch)
    {
        var world = await VendorWorld.StartAsync(change: options => options.LaunchUrl = launch);
        await world.Link.CheckAsync(CallLane.Background, Stop);
        return world;
    }

    private static async Task<(Guid Customer, PartnerScope Admin, LaunchCommands Launch, PersonClaims Me)> ActorsAsync(VendorWorld world, string launch)
    {
        var customer = await world.CustomerAsync("Customer");
        await world.Store.WriteAsync(world.Partner, async write =>
            await write.SetAssistanceAsync(await write.Db.Customers.SingleAsync(c => c.Id == customer), PartnerAssistance.On, AssistanceCause.Seen));
        var admin = await world.Store.AddPersonAsync(world.Partner);
        var registry = new SignInRegistry(world.Store.Factory, world.Store.Store, world.Store.Time);
        var commands = new LaunchCommands(world.Store.Store, world.Store.Factory, Options.Create(new CentralOptions { LaunchUrl = launch }), world.Store.Time);
        return (customer, admin, commands, (await registry.StartAsync(admin.PersonId, new SignInTrace(SignInMethod.Demo), Stop))!);
    }
}
