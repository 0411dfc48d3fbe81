using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Unlinking, scheduling, executing, giving up, cancelling and restoring.</summary>
public sealed class UnlinkCommandsTests : LifecycleTests
{
    private static readonly DateOnly s_first = new(2026, 7, 1);

    [Fact]
    public async Task An_account_nothing_holds_leaves_the_list_at_once_and_can_be_restored()
    {
        var id = await TermAsync(daysToEnd: -100);
        var groups = await Store.AddGroupAsync(Partner, "Gold");
        await Store.WriteAsync(Partner, write =>
        {
            write.Db.Add(new GroupMember { CustomerId = id, GroupId = groups });
            write.Journal(JournalKinds.CustomerGroups, id);
        });
        Assert.Equal(1, (await UnlinkAsync("Term", new UnlinkTarget(id, null))).Changed);

        Assert.Null(await RowAsync(id));
        var tombstone = await CustomerAsync(id);
        Assert.Equal((Store.Time.GetUtcNow().UtcDateTime, true, Admin.PersonName), (tombstone.UnlinkedAt, tombstone.Unlink.Confirmed, tombstone.Unlink.ByName));
        // Whoever tries again is told that there is none.
        Assert.Equal(RefusalCodes.NotFound, Assert.Single((await UnlinkAsync("1", new UnlinkTarget(id, null))).Failed).Value.Code);

        await Unlink.RestoreAsync(Admin, id, None);
        Assert.Equal([groups], (await RowAsync(id))!.GroupIds);
        Assert.Equal([JournalKinds.CustomerGroups, JournalKinds.Unlinked, JournalKinds.Restored], await JournalAsync(id));
        Assert.Equal(RefusalCodes.NotFound, await RefusedAsync(() => Unlink.RestoreAsync(Admin, id, None)));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public async Task Sixty_days_after_the_request_is_the_last_day_to_restore(int days, bool can)
    {
        var id = await TrialAsync();
        await UnlinkAsync("Trial", new UnlinkTarget(id, null));
        // The calendar leaves tombstones alone; the one that restores it settles its licences.
        Store.Time.Advance(TimeSpan.FromDays(days));
        await new LicenceCommands(Store.Factory, Store.Store).CatchUpAsync(None);
        if (can)
            await Unlink.RestoreAsync(Admin, id, None);
        else
            Assert.Equal(RefusalCodes.TooLateToRestore, await RefusedAsync(() => Unlink.RestoreAsync(Admin, id, None)));
        Assert.Equal(can, await RowAsync(id) is not null);
        Assert.All(await LicencesAsync(id), licence => Assert.Equal(can ? LicenceRules.StateOf(licence, Store.Today) : LicenceState.Trial, licence.State));
    }

    [Fact]
    public async Task A_monthly_account_is_scheduled_stays_in_the_list_and_leaves_when_due()
    {
        var id = await MonthlyAsync();
        Assert.Equal(1, (await UnlinkAsync("Monthly", new UnlinkTarget(id, s_first))).Changed);
        Assert.Equal(s_first, (await RowAsync(id))!.UnlinkOn);
        // Twice is once.
        Assert.Equal(1, (await UnlinkAsync("Monthly", new UnlinkTarget(id, s_first))).Already);
        Assert.Empty(Central.Asked);

        Assert.Equal(0, await DueAsync());
        Store.Time.SetUtcNow(new DateTimeOffset(2026, 6, 30, 23, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, await DueAsync());
        Store.Time.SetUtcNow(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await DueAsync());
        Assert.Null(await RowAsync(id));
        Assert.Equal([(CentralAct.Unlink, id)], Central.Asked);
        // Executed once, however often the worker comes by.
        Assert.Equal(0, await DueAsync());
        // From the request, not from the first.
        Assert.Equal(new DateOnly(2026, 6, 15).AddDays(60), UnlinkRules.RestorableUntil(await CustomerAsync(id)));
    }

    [Fact]
    public async Task What_was_missed_while_stopped_happens_at_the_next_start()
    {
        var id = await MonthlyAsync();
        await UnlinkAsync("Monthly", new UnlinkTarget(id, s_first));
        Store.Time.SetUtcNow(new DateTimeOffset(2026, 8, 20, 12, 0, 0, TimeSpan.Zero));
        await new LicenceCommands(Store.Factory, Store.Store).CatchUpAsync(None);
        Assert.Equal(1, await DueAsync());
        Assert.Null(await RowAsync(id));
    }

    [Fact]
    public async Task What_may_no_longer_happen_is_given_up_with_its_reason_and_the_others_go_on()
    {
        var (converted, bought, refused, fine) = (await MonthlyAsync("A"), await MonthlyAsync("B"), await MonthlyAsync("C"), await MonthlyAsync("D"));
        await UnlinkAsync("4", [.. ((Guid[])[converted, bought, refused, fine]).Select(id => new UnlinkTarget(id, s_first))]);
        await Store.WriteAsync(Partner, async write =>
        {
            (await write.CustomerAsync(converted, None)).BillingType = BillingType.Term;
            write.Journal(JournalKinds.CustomerChanged, converted);
            write.Db.Add(new Licence { Id = Guid.NewGuid(), PartnerId = Partner, CustomerId = bought, ProductCode = "P", ProductName = "Bought", Type = LicenceType.Term, StartDate = Store.Today });
            write.Journal(JournalKinds.LicenceAdded, bought);
        });
        Central.AnswerFor[refused] = CentralAnswer.Refused(RefusalCodes.NotConnected);
        // Losing the programme does not matter: it counted when it was scheduled.
        await Store.WriteAsync(Partner, async write =>
        {
            (await write.Db.Partners.SingleAsync(p => p.Id == Partner)).MspFlex = false;
            write.JournalOther(JournalKinds.PartnerChanged, null);
        });

        Store.Time.SetUtcNow(new DateTimeOffset(2026, 7, 1, 0, 0, 1, TimeSpan.Zero));
        Assert.Equal(1, await DueAsync());
        Assert.Null(await RowAsync(fine));
        foreach (var (id, code, detail) in ((Guid, string, string?)[])[(converted, RefusalCodes.BillingTypeChanged, null), (bought, RefusalCodes.ActiveLicence, "Bought"), (refused, RefusalCodes.NotConnected, null)])
        {
            var customer = await CustomerAsync(id);
            Assert.Equal((null, code, detail, Admin.PersonName), (customer.Unlink.On, customer.Unlink.FailedCode, customer.Unlink.FailedDetail, customer.Unlink.ByName));
            Assert.Null((await RowAsync(id))!.UnlinkOn);
            Assert.Contains(JournalKinds.UnlinkFailed, await JournalAsync(id));
        }
        // Given up is given up.
        Assert.Equal(0, await DueAsync());
        await Unlink.CancelAsync(Admin, converted, None);
        Assert.Null((await CustomerAsync(converted)).Unlink.FailedCode);
    }

    [Fact]
    public async Task What_is_scheduled_can_be_cancelled_also_without_the_programme()
    {
        var id = await MonthlyAsync();
        await UnlinkAsync("Monthly", new UnlinkTarget(id, s_first));
        await Unlink.CancelAsync(Admin with { MspFlex = false }, id, None);
        Assert.Null((await RowAsync(id))!.UnlinkOn);
        Assert.Equal(RefusalCodes.NotScheduled, await RefusedAsync(() => Unlink.CancelAsync(Admin, id, None)));
        Store.Time.SetUtcNow(new DateTimeOffset(2026, 7, 1, 0, 0, 1, TimeSpan.Zero));
        Assert.Equal(0, await DueAsync());
        Assert.NotNull(await RowAsync(id));
    }

    [Fact]
    public async Task Nothing_happens_but_what_was_said()
    {
        var (monthly, term, trial) = (await MonthlyAsync(), await TermAsync(), await TrialAsync());
        // Said to leave at once, but has become monthly; said for another month; said to be free, but holds a licence.
        var result = await UnlinkAsync("3", new UnlinkTarget(monthly, null), new UnlinkTarget(term, null), new UnlinkTarget(trial, s_first));
        Assert.Equal((0, 0), (result.Changed, result.Already));
        Assert.Equal(
            [(monthly, RefusalCodes.PlanChanged), (term, RefusalCodes.ActiveLicence), (trial, RefusalCodes.PlanChanged)],
            result.Failed.Select(failed => (failed.Key, failed.Value.Code)));
        Assert.Empty(await JournalAsync(monthly));
    }

    [Fact]
    public async Task The_name_of_one_or_the_number_of_several_must_be_typed()
    {
        var (one, two) = (await TrialAsync("One"), await TrialAsync("Two"));
        Assert.Equal(RefusalCodes.ConfirmationMismatch, await RefusedAsync(() => UnlinkAsync("one", new UnlinkTarget(one, null))));
        Assert.Equal(RefusalCodes.ConfirmationMismatch, await RefusedAsync(() => UnlinkAsync("1", new UnlinkTarget(one, null), new UnlinkTarget(two, null))));
        Assert.NotNull(await RowAsync(one));
        Assert.Equal(2, (await UnlinkAsync(" 2 ", new UnlinkTarget(one, null), new UnlinkTarget(two, null))).Changed);
    }

    [Fact]
    public async Task An_unlink_the_vendor_only_takes_note_of_leaves_the_list_and_says_so()
    {
        Central.Answer = CentralAnswer.Requested;
        var id = await TrialAsync();
        Assert.Equal(1, (await UnlinkAsync("Trial", new UnlinkTarget(id, null))).Changed);
        Assert.Null(await RowAsync(id));
        Assert.False((await CustomerAsync(id)).Unlink.Confirmed);
        Assert.Equal([JournalKinds.UnlinkRequested], await JournalAsync(id));
        // Nothing is to be taken back where nothing was done.
        await Unlink.RestoreAsync(Admin, id, None);
        Assert.Equal([(CentralAct.Unlink, id)], Central.Asked);
        Assert.NotNull(await RowAsync(id));
    }

    [Fact]
    public async Task The_vendors_no_changes_nothing()
    {
        var id = await TrialAsync();
        Central.Answer = CentralAnswer.Refused(RefusalCodes.NotConnected);
        Assert.Equal(RefusalCodes.NotConnected, Assert.Single((await UnlinkAsync("Trial", new UnlinkTarget(id, null))).Failed).Value.Code);
        Assert.NotNull(await RowAsync(id));
        Assert.Empty(await JournalAsync(id));
    }

    [Fact]
    public async Task A_request_for_approval_is_closed_with_the_unlink()
    {
        var id = await TrialAsync();
        await Assistance.RequestAsync(Admin, id, None);
        await UnlinkAsync("Trial", new UnlinkTarget(id, null));
        await using var db = Store.Db();
        Assert.Equal(AssistanceAnswer.Closed, (await db.AssistanceRequests.SingleAsync(None)).Answer);
    }

    [Fact]
    public async Task The_preview_says_what_the_command_does()
    {
        var (monthly, term, trial) = (await MonthlyAsync("B"), await TermAsync("A", -59), await TrialAsync("C"));
        var previews = await Queries.PreviewAsync(Admin, [monthly, term, trial, Guid.NewGuid()], None);
        Assert.Equal(
            [("A", RefusalCodes.LicenceInGrace, Store.Today.AddDays(1)), ("B", null, s_first), ("C", null, null)],
            previews.Select(preview => (preview.Name, preview.Plan.Refusal?.Code, preview.Plan.On)));
        await UnlinkAsync("2", new UnlinkTarget(monthly, s_first), new UnlinkTarget(trial, null));
        Assert.Equal(s_first, (await Queries.PreviewAsync(Admin, [monthly], None)).Single().ScheduledOn);
        Assert.Equal(["B", "C"], (await Queries.ListAsync(Admin, None)).Select(customer => customer.Name));
        Store.Time.Advance(TimeSpan.FromDays(61));
        Assert.Equal(["B"], (await Queries.ListAsync(Admin, None)).Select(customer => customer.Name));
    }

    private UnlinkQueries Queries => new(Store.Factory, Store.Time);

    private Task<BulkResult> UnlinkAsync(string confirmation, params UnlinkTarget[] targets) => Unlink.UnlinkAsync(Admin, targets, confirmation, null, None);

    private async Task<int> DueAsync()
    {
        using var worker = new DueUnlinks(Unlink, Store.Factory, Store.Time, NullLogger<DueUnlinks>.Instance);
        return await worker.RunAsync(None);
    }
}
