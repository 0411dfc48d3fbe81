using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Changing the billing type, for one and for many, and the products of monthly accounts.</summary>
public sealed class BillingCommandsTests : LifecycleTests
{
    private static readonly string[] s_products = ["CIXA-MSP", "CEMA-MSP"];

    [Fact]
    public async Task A_trial_becomes_monthly_every_trial_ends_today_and_the_partner_is_let_in()
    {
        var id = await TrialAsync();
        Assert.Equal(1, (await UpdateAsync(s_products, new BillingTarget(id, BillingType.Trial))).Changed);

        var row = (await RowAsync(id))!;
        Assert.Equal((BillingType.Usage, PartnerAssistance.On, AssistanceCause.Monthly), (row.BillingType, row.Assistance, row.AssistanceCause));
        var licences = await LicencesAsync(id);
        Assert.All(licences.Where(l => l.Type == LicenceType.Trial), l => Assert.Equal((Store.Today, Store.Today), (l.EndDate, l.ReplacedFrom)));
        Assert.Equal(s_products.Order(StringComparer.Ordinal), licences.Where(l => l.Type == LicenceType.Usage).Select(l => l.ProductCode).Order(StringComparer.Ordinal));
        Assert.All(licences.Where(l => l.Type == LicenceType.Usage), l => Assert.Equal((Store.Today, null, true, null), (l.StartDate, l.EndDate, l.RollsOver, l.Quantity)));
        // What is replaced counts nowhere, today already.
        Assert.Equal([(LicenceCategory.Endpoint, LicenceState.Active), (LicenceCategory.Email, LicenceState.Active)], row.Covers.Select(c => (c.Category, c.State)));
        Assert.Null(row.NextExpiry);
        Assert.Equal(
            [JournalKinds.BillingChanged, JournalKinds.LicenceReplaced, JournalKinds.LicenceReplaced, JournalKinds.LicenceAdded, JournalKinds.LicenceAdded, JournalKinds.AssistanceChanged],
            await JournalAsync(id));
    }

    [Fact]
    public async Task Term_becomes_monthly_what_is_to_come_is_withdrawn_and_what_had_ended_stays()
    {
        var id = await Store.AddCustomerAsync(Partner, "Term", c => c
            .Licence(l => (l.ProductName, l.EndDate) = ("Running", Store.Today.AddDays(90)))
            .Licence(l => (l.ProductName, l.StartDate, l.EndDate) = ("Coming", Store.Today.AddDays(5), Store.Today.AddDays(370)))
            .Licence(l => (l.ProductName, l.EndDate) = ("Ended", Store.Today.AddDays(-10))));
        await UpdateAsync(["CIXA-MSP"], new BillingTarget(id, BillingType.Term));
        var licences = (await LicencesAsync(id)).ToDictionary(l => l.ProductName);
        Assert.Equal((Store.Today, Store.Today), (licences["Running"].EndDate, licences["Running"].ReplacedFrom));
        Assert.Equal((true, Store.Today), (licences["Coming"].Revoked, licences["Coming"].ReplacedFrom));
        Assert.Equal((Store.Today.AddDays(-10), null), (licences["Ended"].EndDate, licences["Ended"].ReplacedFrom));
        // Let in already: nothing was switched.
        Assert.DoesNotContain(JournalKinds.AssistanceChanged, await JournalAsync(id));
    }

    [Fact]
    public async Task A_key_makes_a_monthly_account_termed()
    {
        var id = await MonthlyAsync();
        Central.Terms = new KeyTerms(Products.Find("CIXAXDR")!, 25, 12, "L123");
        Assert.Equal(1, (await UpdateAsync([], new BillingTarget(id, BillingType.Usage, "KEY"))).Changed);
        Assert.Equal(BillingType.Term, (await RowAsync(id))!.BillingType);
        var licences = await LicencesAsync(id);
        Assert.Equal((Store.Today, Store.Today, false), licences.Where(l => l.Type == LicenceType.Usage).Select(l => (l.EndDate, l.ReplacedFrom, l.RollsOver)).Single());
        Assert.Equal(("CIXAXDR", 25, Store.Today, new DateOnly(2027, 6, 14), "L123"),
            licences.Where(l => l.Type == LicenceType.Term).Select(l => (l.ProductCode, l.Quantity!.Value, l.StartDate, l.EndDate!.Value, l.Number)).Single());
    }

    [Fact]
    public async Task Of_many_those_that_may_are_changed_and_the_others_told_why()
    {
        var (trial, term, monthly, order, gone) = (await TrialAsync(), await TermAsync(), await MonthlyAsync(),
            await Store.AddCustomerAsync(Partner, "Order", c => c.Managed()), Guid.NewGuid());
        var result = await UpdateAsync(s_products,
            new BillingTarget(trial, BillingType.Trial), new BillingTarget(term, BillingType.Trial), new BillingTarget(monthly, BillingType.Usage),
            new BillingTarget(order, BillingType.Ordered), new BillingTarget(gone, BillingType.Trial));
        Assert.Equal(1, result.Changed);
        Assert.Equal(
            new Dictionary<Guid, string>
            {
                [term] = RefusalCodes.PlanChanged,
                [monthly] = RefusalCodes.LicenceKeyRequired,
                [order] = RefusalCodes.ManagedOrder,
                [gone] = RefusalCodes.NotFound,
            },
            result.Failed.ToDictionary(failed => failed.Key, failed => failed.Value.Code));
        Assert.Empty(await JournalAsync(term));
        // Tried again with what was missing.
        Assert.Equal(2, (await UpdateAsync(s_products, new BillingTarget(term, BillingType.Term), new BillingTarget(monthly, BillingType.Usage, "KEY"))).Changed);
        // And once more: nobody is what they were.
        Assert.All((await UpdateAsync(s_products, new BillingTarget(term, BillingType.Term), new BillingTarget(trial, BillingType.Trial))).Failed.Values,
            refusal => Assert.Equal(RefusalCodes.PlanChanged, refusal.Code));
    }

    [Fact]
    public async Task Without_products_or_the_programme_nothing_changes()
    {
        var id = await TrialAsync();
        Assert.Equal(RefusalCodes.ProductRequired, Assert.Single((await UpdateAsync([], new BillingTarget(id, BillingType.Trial))).Failed).Value.Code);
        Assert.Equal(RefusalCodes.ProductUnknown, Assert.Single((await UpdateAsync(["NOPE"], new BillingTarget(id, BillingType.Trial))).Failed).Value.Code);
        Assert.Empty(await JournalAsync(id));
    }

    [Fact]
    public async Task What_the_vendor_only_takes_note_of_keeps_its_billing_type_until_it_is_seen()
    {
        Central.Answer = CentralAnswer.Requested;
        var id = await TrialAsync();
        Assert.Equal(1, (await UpdateAsync(s_products, new BillingTarget(id, BillingType.Trial))).Changed);
        var row = (await RowAsync(id))!;
        Assert.Equal((BillingType.Trial, BillingType.Usage, PartnerAssistance.Off), (row.BillingType, row.BillingRequested, row.Assistance));
        Assert.All(await LicencesAsync(id), licence => Assert.Null(licence.ReplacedFrom));
        Assert.Equal([JournalKinds.BillingRequested], await JournalAsync(id));
        Assert.Equal(RefusalCodes.PlanChanged, Assert.Single((await UpdateAsync(s_products, new BillingTarget(id, BillingType.Trial))).Failed).Value.Code);
    }

    [Fact]
    public async Task Products_come_go_and_take_each_others_place()
    {
        var id = await MonthlyAsync();
        await ChangeAsync(id, ["CIXA-MSP", "CDE-MSP"], ["CIXA-MSP"]);
        Assert.Equal(["CDE-MSP", "CIXA-MSP"], (await LicencesAsync(id)).Select(l => l.ProductCode).Order(StringComparer.Ordinal));

        // One that goes with nothing in its place protects to the end of the day.
        await ChangeAsync(id, ["CIXA-MSP"], ["CIXA-MSP", "CDE-MSP"]);
        var gone = (await LicencesAsync(id)).Single(l => l.ProductCode == "CDE-MSP");
        Assert.Equal((Store.Today, false, null, LicenceState.Expiring), (gone.EndDate, gone.RollsOver, gone.ReplacedFrom, gone.State));

        // One of the same category takes its place: nothing of it is missing or ends.
        var mobile = await MonthlyAsync("Mobile", "CMS-MSP");
        await ChangeAsync(mobile, ["CMA-MSP"], ["CMS-MSP"]);
        Assert.Equal(Store.Today, (await LicencesAsync(mobile)).Single(l => l.ProductCode == "CMS-MSP").ReplacedFrom);
        Assert.Equal([(LicenceCategory.Mobile, LicenceState.Active)], (await RowAsync(mobile))!.Covers.Select(c => (c.Category, c.State)));
        Assert.Equal([JournalKinds.LicenceReplaced, JournalKinds.LicenceAdded], await JournalAsync(mobile));
    }

    [Fact]
    public async Task The_last_product_stays_unknown_ones_do_not_come_and_what_was_seen_must_hold()
    {
        var id = await MonthlyAsync();
        Assert.Equal(RefusalCodes.LastProduct, await RefusedAsync(() => ChangeAsync(id, [], ["CIXA-MSP"])));
        Assert.Equal(RefusalCodes.ProductUnknown, await RefusedAsync(() => ChangeAsync(id, ["CIXA-MSP", "NOPE"], ["CIXA-MSP"])));
        Assert.Equal(RefusalCodes.PlanChanged, await RefusedAsync(() => ChangeAsync(id, ["CDE-MSP"], ["CDE-MSP"])));
        var trial = await TrialAsync();
        Assert.Equal(RefusalCodes.NotMonthly, await RefusedAsync(() => ChangeAsync(trial, ["CDE-MSP"], [])));
        await ChangeAsync(id, ["CIXA-MSP"], ["CIXA-MSP"]);
        Assert.Empty(await JournalAsync(id));
    }

    [Fact]
    public async Task Afterwards_the_calendar_changes_no_cover_for_what_was_replaced()
    {
        var id = await TrialAsync();
        await UpdateAsync(["CIXA-MSP"], new BillingTarget(id, BillingType.Trial));
        var covers = (await RowAsync(id))!.Covers;
        Store.Time.Advance(TimeSpan.FromDays(100));
        await new LicenceCommands(Store.Factory, Store.Store).CatchUpAsync(None);
        Assert.Equal(covers, (await RowAsync(id))!.Covers);
    }

    private Task<BulkResult> UpdateAsync(IReadOnlyCollection<string> products, params BillingTarget[] targets) =>
        Billing.UpdateAsync(Admin, targets, products, null, None);

    private Task<bool> ChangeAsync(Guid id, string[] products, string[] expected) => Billing.ChangeLicencesAsync(Admin, id, products, expected, None);
}
