using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>What people do about names that did not arrive, and what they are shown of them.</summary>
public sealed class DeliveryCommandsTests : DeliveryWorld
{
    private DeliveryQueries Queries => new(Store.Factory);

    [Fact]
    public async Task A_refused_name_is_sent_again_when_somebody_asks()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        await Pump.RunAsync(Stop);
        Crm.Answers(DeliveryAnswer.Done);
        await Commands.RetryAsync(await Store.AddPersonAsync(Partner, Role.Admin, name: "Bo"), (await DeliveryAsync()).Id, Stop);
        await Pump.RunAsync(Stop);
        var delivery = await DeliveryAsync();
        // Still the affair of who changed the name.
        Assert.Equal((DeliveryState.Delivered, Admin.PersonName), (delivery.State, delivery.ByName));
        Assert.Equal(["delivery.refused Crm", "delivery.retried Crm", "delivery.delivered Crm"], (await JournalAsync()).Where(line => line.EndsWith("Crm", StringComparison.Ordinal)));
        await RefusedAsync(RefusalCodes.NothingToDeliver, () => Commands.RetryAsync(Admin, delivery.Id, Stop));
        await RefusedAsync(RefusalCodes.NothingToDeliver, () => Commands.GiveUpAsync(Admin, delivery.Id, Stop));
    }

    [Fact]
    public async Task What_is_given_up_is_sent_no_more_until_somebody_asks_or_renames()
    {
        Crm.Answers(DeliveryAnswer.Silent);
        await RenameAsync("Renamed");
        await Pump.RunAsync(Stop);
        await Commands.GiveUpAsync(Admin, (await DeliveryAsync()).Id, Stop);
        // Twice is once.
        await Commands.GiveUpAsync(Admin, (await DeliveryAsync()).Id, Stop);
        Assert.Single(await JournalAsync(), "delivery.given_up Crm");
        Store.Time.Advance(TimeSpan.FromDays(1));
        Crm.Answers(DeliveryAnswer.Done);
        await Pump.RunAsync(Stop);
        Assert.Equal((DeliveryState.GivenUp, 1), ((await DeliveryAsync()).State, Crm.Asked));
        await RenameAsync("Renamed again");
        await Pump.RunAsync(Stop);
        Assert.Equal("Renamed again", Assert.Single(Crm.Taken).Name);
    }

    [Fact]
    public async Task What_does_not_exist_for_somebody_is_not_found_and_not_listed()
    {
        await RenameAsync("Renamed");
        var id = (await DeliveryAsync()).Id;
        var other = await Store.AddCustomerAsync(Partner, "Other");
        var outside = await Store.AddPersonAsync(Partner, Role.Admin, customers: [other]);
        var elsewhere = await Store.AddPersonAsync(await Store.AddPartnerAsync(name: "Elsewhere", demo: true));
        foreach (var scope in new[] { outside, elsewhere })
        {
            await RefusedAsync(RefusalCodes.NotFound, () => Commands.RetryAsync(scope, id, Stop));
            await RefusedAsync(RefusalCodes.NotFound, () => Commands.GiveUpAsync(scope, id, Stop));
            var list = await Queries.ListAsync(scope, new DeliveriesFilter(), Stop);
            Assert.Empty(list.Deliveries);
            Assert.Equal(0, list.Count(null));
        }
        await RefusedAsync(RefusalCodes.NotFound, () => Commands.RetryAsync(Admin, Guid.NewGuid(), Stop));
        await RefusedAsync(RefusalCodes.NotAllowed, async () => await Queries.ListAsync(await Store.AddPersonAsync(Partner, Role.HelpDesk), new DeliveriesFilter(), Stop));
        Assert.Equal(2, (await Queries.ListAsync(Admin, new DeliveriesFilter(), Stop)).Deliveries.Count);
    }

    [Fact]
    public async Task The_list_is_of_one_state_or_of_what_is_open_and_of_ones_own_when_asked()
    {
        var bo = await Store.AddPersonAsync(Partner, Role.Admin, name: "Bo");
        var second = await Store.AddCustomerAsync(Partner, "Second");
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await RenameAsync("Second renamed", bo, second);
        await Pump.RunAsync(Stop);
        var open = await Queries.ListAsync(Admin, new DeliveriesFilter(), Stop);
        Assert.Equal(["Second renamed", "Renamed"], open.Deliveries.Select(listed => listed.Name));
        Assert.Equal((2, 2, 2, 0), (open.Count(null), open.Count(DeliveryState.Failed), open.Count(DeliveryState.Delivered), open.Count(DeliveryState.GivenUp)));
        Assert.Equal(["Renamed"], (await Queries.ListAsync(Admin, new DeliveriesFilter(DeliveryState.Failed, Mine: true), Stop)).Deliveries.Select(listed => listed.Name));
        Assert.Equal(2, (await Queries.ListAsync(bo, new DeliveriesFilter(DeliveryState.Delivered), Stop)).Deliveries.Count);
    }

    [Fact]
    public async Task Who_changed_the_name_is_told_of_a_refusal_until_they_have_read_it()
    {
        var bo = await Store.AddPersonAsync(Partner, Role.Admin, name: "Bo");
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        Assert.Empty(await Queries.RefusedAsync(Admin, Stop));
        await Pump.RunAsync(Stop);
        var refused = Assert.Single(await Queries.RefusedAsync(Admin, Stop));
        Assert.Equal((Customer, (await DeliveryAsync()).Id), (refused.CustomerId, refused.DeliveryId));
        Assert.Empty(await Queries.RefusedAsync(bo, Stop));
        Assert.Equal(Admin.PersonId, Store.Deliveries.WhoseRefusal(refused.DeliveryId));
        Assert.Null(Store.Deliveries.WhoseRefusal((await DeliveryAsync(DeliveryTarget.Central)).Id));
        // Nobody reads it in somebody else's place, and nobody what they were not shown.
        await Commands.DismissAsync(bo, [refused.DeliveryId], Stop);
        await Commands.DismissAsync(Admin, [Guid.NewGuid()], Stop);
        Assert.Single(await Queries.RefusedAsync(Admin, Stop));
        await Commands.DismissAsync(Admin, [refused.DeliveryId], Stop);
        Assert.Empty(await Queries.RefusedAsync(Admin, Stop));
        Assert.Equal(DeliveryState.Failed, (await DeliveryAsync()).State);
        // Another refusal is another one.
        await Commands.RetryAsync(Admin, refused.DeliveryId, Stop);
        await Pump.RunAsync(Stop);
        Assert.Single(await Queries.RefusedAsync(Admin, Stop));
        await RefusedAsync(RefusalCodes.ViewingAs, () => Commands.DismissAsync(Admin with { ViewedBy = "Bo" }, [refused.DeliveryId], Stop));
    }

    [Fact]
    public async Task Two_who_ask_at_once_ask_once()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        await Pump.RunAsync(Stop);
        await Commands.RetryAsync(Admin, (await DeliveryAsync()).Id, Stop);
        await Commands.RetryAsync(Admin, (await DeliveryAsync()).Id, Stop);
        Assert.Single(await JournalAsync(), "delivery.retried Crm");
    }

    [Fact]
    public async Task Nothing_but_attempts_goes_past_the_journal()
    {
        await RenameAsync("Renamed");
        await Store.Store.WriteAsideAsync(async db => (await db.NameDeliveries.FirstAsync(Stop)).Attempts = 3, Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.Store.WriteAsideAsync(async db => (await db.NameDeliveries.FirstAsync(Stop)).State = DeliveryState.Delivered, Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Store.Store.WriteAsideAsync(async db => db.NameDeliveries.Remove(await db.NameDeliveries.FirstAsync(Stop)), Stop));
    }

    [Theory]
    [InlineData("", null, false)]
    [InlineData("?state=refused", DeliveryState.Failed, false)]
    [InlineData("?state=given-up&mine=1", DeliveryState.GivenUp, true)]
    public void What_is_listed_stands_in_the_address(string query, DeliveryState? state, bool mine)
    {
        var filter = new DeliveriesFilter(state, mine);
        Assert.Equal("/deliveries" + query, filter.ToString());
        var fields = System.Web.HttpUtility.ParseQueryString(query);
        Assert.Equal(filter, DeliveriesFilter.Parse(fields["state"], fields["mine"]));
        Assert.Equal(new DeliveriesFilter(), DeliveriesFilter.Parse("invented", "yes"));
    }

    private static async Task RefusedAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);
}
