using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts.Requests;

/// <summary>
/// The program ends between any two steps of a new account: asked for, written down as sent, sent, answered. Begun again, with the vendor's list read before or
/// after, at a vendor that takes equal names and lists late or one that does neither, there is one customer at the vendor and one here.
/// </summary>
public sealed class RequestBorderTests
{
    public enum Border
    {
        Asked,
        Begun,
        Sent,
        Answered,
    }

    public static TheoryData<Border, bool, bool> Cases()
    {
        var cases = new TheoryData<Border, bool, bool>();
        foreach (var border in Enum.GetValues<Border>())
            foreach (var readFirst in (bool[])[false, true])
                foreach (var loose in (bool[])[false, true])
                    cases.Add(border, readFirst, loose);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Killed_there_it_is_created_once(Border border, bool readFirst, bool loose)
    {
        await using var world = await RequestWorld.StartAsync(equalNames: loose, listsAfter: loose ? TimeSpan.FromMinutes(7) : TimeSpan.Zero);
        var id = await world.AskAsync();
        await KilledAsync(world, border, await world.RequestAsync(id));
        world.Restart();
        for (var i = 0; i < 4; i++)
        {
            if (readFirst)
                await world.ReadAfterAsync(TimeSpan.FromMinutes(1));
            await world.SendAsync();
            await world.ReadAfterAsync(TimeSpan.FromMinutes(16));
        }
        var there = Assert.Single(world.There());
        var here = Assert.Single(await world.HereAsync());
        Assert.Equal((there.Id, CustomerOrigin.MonthlyAccount), (here.Id, here.Origin));
        var request = await world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Created, there.Id, null), (request.State, request.CustomerId, request.Draft));
        Assert.Equal(1, world.Posts);
    }

    [Fact]
    public async Task A_blind_second_request_would_have_made_two()
    {
        await using var world = await RequestWorld.StartAsync(equalNames: true);
        world.Faults.Next(RequestWorld.Customers, 1, StandInFault.After(), "POST");
        var request = await world.RequestAsync(await world.AskAsync());
        await PostAsync(world, request);
        await PostAsync(world, request);
        Assert.Equal(2, world.There().Count);
    }

    private static async Task KilledAsync(RequestWorld world, Border border, AccountRequest request)
    {
        var outcomes = new RequestOutcomes(world.Sync.Vendor.Store.Store, world.Sync.Vendor.Store.File, NullLogger<RequestOutcomes>.Instance);
        if (border >= Border.Begun)
            Assert.True(await outcomes.BeginAsync(request));
        if (border < Border.Sent)
            return;
        var customer = await PostAsync(world, request);
        if (border == Border.Answered)
            // Its id is written down, the rest of the record was not taken over.
            await outcomes.CreatedAsync(request, customer, null);
    }

    private static Task<Guid> PostAsync(RequestWorld world, AccountRequest request) => world.Sync.Vendor.PassAsync(async () =>
    {
        var account = await world.Sync.Vendor.Link.AccountAsync(request.PartnerId, CancellationToken.None);
        var reply = await world.Sync.Vendor.Client.CreateAsync(account!.Id, RequestTenants.Of(request.Kind, SavedForm.Read(request.Draft!)!.Draft));
        return reply.Fault is null ? reply.Body.GetProperty("id").GetGuid() : Guid.Empty;
    });
}
