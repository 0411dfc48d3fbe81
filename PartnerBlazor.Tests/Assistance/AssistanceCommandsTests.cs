using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>Asking to be let in, and what answers it.</summary>
public sealed class AssistanceCommandsTests : LifecycleTests
{
    [Fact]
    public async Task One_request_waits_and_the_row_says_so()
    {
        var id = await TrialAsync();
        await Assistance.RequestAsync(Admin, id, None);
        Assert.Equal(Store.Time.GetUtcNow().UtcDateTime, (await RowAsync(id))!.AssistanceAskedAt);
        Assert.Equal(RefusalCodes.AssistancePending, await RefusedAsync(() => Assistance.RequestAsync(Admin, id, None)));
        Assert.Equal([(CentralAct.RequestAssistance, id)], Central.Asked);
        await using var db = Store.Db();
        Assert.Equal((Admin.PersonName, AssistanceAnswer.Pending), await db.AssistanceRequests.Select(r => new ValueTuple<string, AssistanceAnswer>(r.ByName, r.Answer)).SingleAsync(None));
    }

    [Fact]
    public async Task Switching_it_on_answers_the_request_and_says_who_and_when()
    {
        var id = await TrialAsync();
        await Assistance.RequestAsync(Admin, id, None);
        Store.Time.Advance(TimeSpan.FromHours(1));
        await new CentralCommands(Store.Store).AssistanceAsync(Partner, id, PartnerAssistance.On);
        var row = (await RowAsync(id))!;
        Assert.Equal((PartnerAssistance.On, AssistanceCause.Customer, Store.Time.GetUtcNow().UtcDateTime, null), (row.Assistance, row.AssistanceCause, row.AssistanceAt, row.AssistanceAskedAt));
        Assert.Equal([JournalKinds.AssistanceRequested, JournalKinds.AssistanceAnswered, JournalKinds.AssistanceChanged], await JournalAsync(id));
        Assert.Equal(RefusalCodes.AssistanceAlreadyOn, await RefusedAsync(() => Assistance.RequestAsync(Admin, id, None)));
        // Off again, it may be asked for again.
        await new CentralCommands(Store.Store).AssistanceAsync(Partner, id, PartnerAssistance.Off);
        await Assistance.RequestAsync(Admin, id, None);
    }

    [Fact]
    public async Task A_declined_request_leaves_it_as_it_is()
    {
        var id = await TrialAsync();
        await Assistance.RequestAsync(Admin, id, None);
        await Store.WriteAsync(Partner, async write => await write.AnswerAsync(await write.CustomerAsync(id, None), AssistanceAnswer.Declined));
        var row = (await RowAsync(id))!;
        Assert.Equal((PartnerAssistance.Off, null), (row.Assistance, row.AssistanceAskedAt));
    }

    [Theory]
    [InlineData(CustomerOrigin.ManagedOrder, PartnerAssistance.Off, false, RefusalCodes.ManagedOrder)]
    [InlineData(CustomerOrigin.Term, PartnerAssistance.On, false, RefusalCodes.AssistanceAlreadyOn)]
    [InlineData(CustomerOrigin.Term, PartnerAssistance.Off, true, RefusalCodes.AssistancePending)]
    [InlineData(CustomerOrigin.Term, PartnerAssistance.Off, false, null)]
    [InlineData(CustomerOrigin.CustomerTrial, PartnerAssistance.Unknown, false, null)]
    public void When_it_can_be_asked_for(CustomerOrigin origin, PartnerAssistance assistance, bool pending, string? code) =>
        Assert.Equal(code, AssistanceRules.RefusalOfRequest(origin, assistance, pending));

    [Fact]
    public async Task A_switch_at_a_customer_that_was_unlinked_meanwhile_changes_nothing()
    {
        var id = await TrialAsync();
        await Unlink.UnlinkAsync(Admin, [new(id, null)], "Trial", null, None);
        await new CentralCommands(Store.Store).AssistanceAsync(Partner, id, PartnerAssistance.On);
        Assert.Equal(PartnerAssistance.Off, (await CustomerAsync(id)).PartnerAssistance);
    }
}
