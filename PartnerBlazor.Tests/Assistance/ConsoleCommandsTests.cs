using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>What the customer's administrator does in the console, and that nobody else does it.</summary>
public sealed class ConsoleCommandsTests : ConsoleTests
{
    [Fact]
    public async Task The_customer_switches_and_it_says_so()
    {
        var own = await SignIns.StartAsync(Customer, None);
        await Console.SwitchAsync(own, Customer, on: false, None);
        var row = (await RowAsync(Customer))!;
        Assert.Equal((PartnerAssistance.Off, AssistanceCause.Customer), (row.Assistance, row.AssistanceCause));
        await Console.SwitchAsync(own, Customer, on: true, None);
        await Console.SwitchAsync(own, Customer, on: true, None);
        Assert.Equal([JournalKinds.AssistanceChanged, JournalKinds.AssistanceChanged], await JournalAsync(Customer));
        await using var db = Store.Db();
        Assert.All(await db.Journal.Where(e => e.Kind == JournalKinds.AssistanceChanged).ToListAsync(None), entry => Assert.Equal(ActorKind.Customer, entry.ActorKind));
    }

    [Fact]
    public async Task A_technician_a_stranger_and_another_customers_administrator_change_nothing()
    {
        var other = await SignIns.StartAsync(await MonthlyAsync("Other"), None);
        var ended = await SignIns.StartAsync(Customer, None);
        await SignIns.EndAsync((await AdministratorAsync(ended!))!.SignInId);
        foreach (var handle in new[] { await VisitAsync(Me), other, ended, null, "nonsense" })
        {
            Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Console.SwitchAsync(handle, Customer, on: false, None)));
            Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Console.AnswerAsync(handle, Customer, approve: true, None)));
            Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Console.StartTrialAsync(handle, Customer, Guid.NewGuid(), AccountRulesTests.Draft, None)));
        }
        Assert.Equal(PartnerAssistance.On, (await RowAsync(Customer))!.Assistance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_is_answered_once(bool approve)
    {
        await AssistanceAsync(PartnerAssistance.Off);
        await Assistance.RequestAsync(Admin, Customer, None);
        var own = await SignIns.StartAsync(Customer, None);
        await Console.AnswerAsync(own, Customer, approve, None);
        await Console.AnswerAsync(own, Customer, !approve, None);
        var row = (await RowAsync(Customer))!;
        Assert.Equal((approve ? PartnerAssistance.On : PartnerAssistance.Off, null), (row.Assistance, row.AssistanceAskedAt));
        await using var db = Store.Db();
        Assert.Equal(approve ? AssistanceAnswer.Approved : AssistanceAnswer.Declined, (await db.AssistanceRequests.SingleAsync(None)).Answer);
    }

    [Fact]
    public async Task A_trial_of_its_own_lets_nobody_in_and_is_created_once()
    {
        var own = await SignIns.StartAsync(Customer, None);
        var token = Guid.NewGuid();
        var (id, handle) = await Console.StartTrialAsync(own, Customer, token, AccountRulesTests.Draft, None);
        var (again, another) = await Console.StartTrialAsync(own, Customer, token, AccountRulesTests.Draft, None);

        Assert.Equal(id, again);
        var customer = await CustomerAsync(id);
        Assert.Equal((CustomerOrigin.CustomerTrial, PartnerAssistance.Off, BillingType.Trial, Partner), (customer.Origin, customer.PartnerAssistance, customer.BillingType, customer.PartnerId));
        Assert.All(await LicencesAsync(id), licence => Assert.Equal((LicenceType.Trial, (DateOnly?)Store.Today.AddDays(29)), (licence.Type, licence.EndDate)));
        foreach (var theirs in new[] { handle, another })
            Assert.NotNull(await SignIns.FindAsync(theirs, id, technician: false, None));
        Assert.Equal(RefusalCodes.AssistanceOff, await RefusedAsync(() => Launch.IssueAsync(Me, id, "", None)));
    }

    [Fact]
    public async Task Of_a_duplicate_the_customer_learns_no_more_than_that_there_is_one()
    {
        var own = await SignIns.StartAsync(Customer, None);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Console.StartTrialAsync(own, Customer, Guid.NewGuid(), AccountRulesTests.Draft with { Company = " lets THEM in " }, None));
        Assert.Equal((RefusalCodes.DuplicateCustomerName, nameof(AccountDraft.Company), null), (refused.Code, refused.Field, refused.Detail));
    }
}
