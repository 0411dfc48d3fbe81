using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>A customer to be unlinked, and what the person was told would happen.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="On">The day it was said to take effect; null: at once.</param>
public sealed record UnlinkTarget(Guid CustomerId, DateOnly? On);

/// <summary>Unlinks customers, schedules and cancels that, and restores them (SPEC §5). For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class UnlinkCommands(PartnerStore store, ICentral central)
{
    /// <summary>
    /// Unlinks customers at once, asks for it where the vendor has no call for it (SPEC §9), or schedules it for those that leave on the first
    /// of a month. What would happen is judged anew; where it is not what the person was told, that customer is refused.
    /// </summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="targets">The customers and what was said of them.</param>
    /// <param name="confirmation">What was typed to confirm: the displayed name of the one customer, or how many they are.</param>
    /// <param name="progress">Told how many are done with.</param>
    /// <param name="cancel">Cancels between batches; finished ones stay.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.ConfirmationMismatch"/>.</exception>
    /// <returns>
    /// Refused are <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.PlanChanged"/>, the codes of <see cref="UnlinkRules"/> and the
    /// vendor's.
    /// </returns>
    public Task<BulkResult> UnlinkAsync(
        PartnerScope scope, IReadOnlyCollection<UnlinkTarget> targets, string confirmation, Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(confirmation);
        return Bulk.RunAsync(targets, target => target.CustomerId,
            batch => store.WriteAsync(scope, Permission.Unlink, session => ApplyAsync(session, batch, targets.Count, confirmation.Trim(), cancel), cancel),
            progress, cancel);
    }

    /// <summary>Cancels what is scheduled, or takes note that it failed.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.NotScheduled"/>.</exception>
    public Task CancelAsync(PartnerScope scope, Guid customerId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.Unlink, async session =>
        {
            var customer = await session.CustomerAsync(customerId, cancel);
            if (customer.Unlink is { On: null, FailedCode: null })
                throw new RefusedException(RefusalCodes.NotScheduled);
            session.Journal(JournalKinds.UnlinkCancelled, customer.Id, before: IsoDay.Of(customer.Unlink.On), after: customer.Unlink.FailedCode);
            customer.Unlink = new UnlinkRequest();
            return true;
        }, cancel);

    /// <summary>Brings an unlinked customer back, until <see cref="UnlinkRules.RestoreDays"/> days after it was asked for.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.TooLateToRestore"/>, or the vendor's.</exception>
    public Task RestoreAsync(PartnerScope scope, Guid customerId, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.Unlink, async session =>
        {
            var customer = await session.TombstoneAsync(customerId, cancel);
            if (!UnlinkRules.CanBeRestored(customer, session.Today))
                throw new RefusedException(RefusalCodes.TooLateToRestore);
            // Where the unlink was only asked for, there is nothing to take back at the vendor (SPEC §9).
            if (customer.Unlink.Confirmed)
                _ = (await central.AskAsync(session, customer, CentralAct.Restore, [])).IsConfirmed;
            // Whom the vendor lists no more would be gone again with its next list.
            if (customer.Unlink.Confirmed && session.Scope.HasVendor && await session.Db.AsOf.FindAsync([customer.Id], cancel) is { } asOf)
                asOf.ListedAt = null;
            (customer.UnlinkedAt, customer.Unlink) = (null, new UnlinkRequest());
            session.Journal(JournalKinds.Restored, customer.Id, after: customer.DisplayName);
            return true;
        }, cancel);

    /// <summary>
    /// Executes one scheduled unlink that is due, if it may still happen; else it is given up and says why. While nobody can say, it waits. The
    /// programme counted when it was scheduled and is not asked for again.
    /// </summary>
    /// <returns>True when the customer is unlinked; false when nothing was due any more, it waits, or it was given up.</returns>
    public Task<bool> ExecuteAsync(int partnerId, Guid customerId, CancellationToken cancel) =>
        store.WriteAsync(partnerId, Actor.Calendar, async session =>
        {
            var customer = (await session.CustomersAsync([customerId], cancel)).SingleOrDefault();
            if (customer?.Unlink.On is not { } on || on > session.Today)
                return false;
            var licences = await session.LicencesAsync([customerId], cancel);
            var hasVendor = (await session.Db.Partners.SingleAsync(p => p.Id == partnerId, cancel)).IsConnected;
            var awaited = await session.Db.AwaitedAsync(hasVendor, [customerId], cancel);
            var refusal = UnlinkRules.RefusalWhenDue(customer, [.. licences[customerId]], session.Today, isKnown: awaited.Count == 0);
            if (refusal is null)
            {
                var answer = await central.AskAsync(session, customer, CentralAct.Unlink, []);
                if (answer.Outcome != CentralOutcome.Refused)
                {
                    await LeaveAsync(session, customer, answer, hasVendor);
                    return true;
                }
                refusal = new Refusal(answer.Code!);
            }
            // Read again, or connected again, it can be said.
            return !(hasVendor && refusal.Code is (RefusalCodes.LicencesNotRead or RefusalCodes.NotConnected)) && GiveUp(session, customer, refusal);
        }, cancel);

    private async Task<BulkResult> ApplyAsync(WriteSession session, UnlinkTarget[] targets, int all, string confirmation, CancellationToken cancel)
    {
        var ids = targets.Select(target => target.CustomerId).ToList();
        var customers = (await session.CustomersAsync(ids, cancel)).ToDictionary(customer => customer.Id);
        var licences = await session.LicencesAsync(ids, cancel);
        var awaited = await session.Db.AwaitedAsync(session.Scope.HasVendor, ids, cancel);
        var expected = all == 1 ? customers.GetValueOrDefault(ids[0])?.DisplayName.Trim() : $"{all}";
        if (expected is not null && confirmation != expected)
            throw new RefusedException(RefusalCodes.ConfirmationMismatch);
        var (changed, requested, already, failed) = (0, 0, 0, new Dictionary<Guid, Refusal>());
        foreach (var target in targets)
        {
            if (!customers.TryGetValue(target.CustomerId, out var customer))
                failed.Add(target.CustomerId, new Refusal(RefusalCodes.NotFound));
            else if (customer.Unlink.On is not null)
                already++;
            else if (await RefusalAsync(session, customer, [.. licences[customer.Id]], !awaited.Contains(customer.Id), target.On) is { } refusal)
                failed.Add(customer.Id, refusal);
            else
                (changed, requested) = (changed + 1, requested + (customer is { UnlinkedAt: not null, Unlink.Confirmed: false } ? 1 : 0));
        }
        return new BulkResult(changed, already, failed, requested);
    }

    // Refused before anything of the customer is touched.
    private async Task<Refusal?> RefusalAsync(WriteSession session, Customer customer, IReadOnlyCollection<Licence> licences, bool isKnown, DateOnly? saidOn)
    {
        var plan = UnlinkRules.PlanOf(customer, licences, session.Scope.MspFlex, session.Today, isKnown);
        if (plan.Refusal is { } refusal)
            return refusal;
        if (plan.On != saidOn)
            return new Refusal(RefusalCodes.PlanChanged);
        if (plan.On is { } on)
        {
            Ask(session, customer);
            customer.Unlink.On = on;
            session.Journal(JournalKinds.UnlinkScheduled, customer.Id, after: IsoDay.Of(on));
            return null;
        }
        var answer = await central.AskAsync(session, customer, CentralAct.Unlink, []);
        if (answer.Outcome == CentralOutcome.Refused)
            return new Refusal(answer.Code!);
        Ask(session, customer);
        await LeaveAsync(session, customer, answer, session.Scope.HasVendor);
        return null;
    }

    // Whom a complete list of the vendor does not name is not there any more: there is nothing to be done, and nothing would ever be seen of it.
    private static async Task LeaveAsync(WriteSession session, Customer customer, CentralAnswer answer, bool hasVendor)
    {
        var isGone = hasVendor && await session.Db.AsOf.FindAsync(customer.Id) is not { ListedAt: not null }
            && await session.Db.SyncRuns.AnyAsync(r => r.PartnerId == session.PartnerId && r.Kind == SyncKind.Customers && r.Outcome == SyncOutcome.Done);
        await session.LeaveAsync(customer, answer.Outcome == CentralOutcome.Confirmed || isGone);
    }

    private static void Ask(WriteSession session, Customer customer) => customer.Unlink = new UnlinkRequest
    {
        RequestedAt = session.Now,
        ById = session.Scope.PersonId,
        ByName = session.Scope.PersonName,
    };

    private static bool GiveUp(WriteSession session, Customer customer, Refusal refusal)
    {
        var on = customer.Unlink.On;
        (customer.Unlink.On, customer.Unlink.FailedCode, customer.Unlink.FailedDetail) = (null, refusal.Code, refusal.Detail);
        session.Journal(JournalKinds.UnlinkFailed, customer.Id, before: IsoDay.Of(on), after: refusal.Code);
        return false;
    }
}
