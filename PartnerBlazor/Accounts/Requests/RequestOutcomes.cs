using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>
/// Writes down what becomes of the requests for new accounts, step by step, so that killed between any two of them nothing is lost and nothing is sent
/// twice that may have been done. Attempts go aside; what a person should know is journalled and pushed.
/// </summary>
public sealed class RequestOutcomes(PartnerStore store, StoreFile file, ILogger<RequestOutcomes> log)
{
    private static readonly TimeSpan s_refusedKept = TimeSpan.FromDays(7);

    /// <summary>It is about to be sent, unless something speaks against it: then it is refused.</summary>
    /// <returns>True: it is to be sent now.</returns>
    public async Task<bool> BeginAsync(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (begun, why) = (false, (Objection?)null);
        await store.WriteAsideAsync(async db =>
        {
            // Given up, or recognised in the vendor's list, a moment ago.
            if (await db.AccountRequests.SingleOrDefaultAsync(r => r.Id == request.Id && r.State == AccountRequestState.Waiting) is not { } kept)
                return;
            why = await RequestChecks.WhyNotAsync(db, kept);
            if (why is not null)
                return;
            (kept.State, kept.SentAt, kept.MayExist, kept.Problem) = (AccountRequestState.Sent, store.Now(), true, null);
            kept.Sends++;
            begun = true;
        }, CancellationToken.None);
        if (begun)
            // Also the power may fail: without this line on the disk it would be sent again.
            file.FlushToDisk();
        else if (why is { CustomerId: { } there } && request.MayExist)
            // It may be what an earlier attempt has made.
            await UnclearAsync(request, AccountRequestState.Waiting, RefusalCodes.AccountDiffers, there);
        else if (why is not null)
            await RefusedAsync(request, why.Code, null, AccountRequestState.Waiting);
        return begun;
    }

    /// <summary>It did not reach the vendor: it waits again. That is told once for each reason.</summary>
    /// <param name="request">As it was before it was sent, or while it waits.</param>
    /// <param name="problem">Why.</param>
    /// <param name="until">Not sent before (UTC); null: after the usual pause.</param>
    public Task NotSentAsync(AccountRequest request, string problem, DateTime? until)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(request, isNews: request.Problem != problem, (kept, now) =>
        {
            if (kept.State is not (AccountRequestState.Waiting or AccountRequestState.Sent))
                return null;
            // What an earlier attempt may have done stays so.
            (kept.State, kept.MayExist, kept.Sends, kept.SentAt) = (AccountRequestState.Waiting, request.MayExist, request.Sends, request.SentAt);
            (kept.Problem, kept.Attempts) = (problem, kept.Attempts + 1);
            var pause = now + DeliveryRules.Pause(kept.Attempts);
            kept.NextAt = until > pause ? until.Value : pause;
            return JournalKinds.AccountDelayed;
        });
    }

    /// <summary>It waits for something that comes by itself; that is no failure.</summary>
    public Task WaitsAsync(AccountRequest request, string problem, DateTime until)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(request, isNews: request.Problem != problem, (kept, _) =>
        {
            if (kept.State != AccountRequestState.Waiting)
                return null;
            (kept.Problem, kept.NextAt) = (problem, until);
            return JournalKinds.AccountDelayed;
        });
    }

    /// <summary>It was sent, and no word came of it.</summary>
    public Task SilentAsync(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(request, isNews: true, (kept, now) =>
        {
            if (kept.State != AccountRequestState.Sent)
                return null;
            // From now on it may appear: it may have left long after it was written down.
            (kept.Problem, kept.Attempts, kept.SentAt) = (RefusalCodes.VendorSilent, 0, now);
            return JournalKinds.AccountDelayed;
        });
    }

    /// <summary>The vendor's list was looked at and does not have it: it may be sent once more.</summary>
    public Task UnseenAsync(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(request, isNews: false, (kept, now) =>
        {
            if (kept.State == AccountRequestState.Sent && kept.SentAt == request.SentAt)
                (kept.State, kept.NextAt) = (AccountRequestState.Waiting, now);
            return null;
        });
    }

    /// <summary>What became of it cannot be found out here: it is not sent again by itself.</summary>
    /// <param name="request">The request.</param>
    /// <param name="from">How far it was.</param>
    /// <param name="problem">Why.</param>
    /// <param name="candidate">A customer that may be it; null: none.</param>
    public Task UnclearAsync(AccountRequest request, AccountRequestState from, string problem, Guid? candidate = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(request, isNews: true, (kept, now) =>
        {
            if (kept.State != from || kept.SentAt != request.SentAt)
                return null;
            (kept.State, kept.EndedAt, kept.Problem, kept.CustomerId) = (AccountRequestState.Unclear, now, problem, candidate);
            return JournalKinds.AccountUnclear;
        });
    }

    /// <summary>It is refused: a person looks at it.</summary>
    /// <param name="request">As it was before it was sent.</param>
    /// <param name="code">Why.</param>
    /// <param name="correlation">Id of the vendor's answer.</param>
    /// <param name="from">How far it was.</param>
    public Task RefusedAsync(AccountRequest request, string code, string? correlation, AccountRequestState from = AccountRequestState.Sent)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(request, isNews: true, (kept, now) =>
        {
            if (kept.State != from)
                return null;
            (kept.State, kept.EndedAt, kept.Problem, kept.Correlation) = (AccountRequestState.Refused, now, code, correlation);
            // Who says that there is one already may speak of what an attempt without an answer has made.
            kept.MayExist = request.MayExist || code == RefusalCodes.AccountExists;
            return JournalKinds.AccountRefused;
        });
    }

    /// <summary>The vendor created it, and says as what.</summary>
    /// <param name="request">The request.</param>
    /// <param name="customerId">The vendor's id of it.</param>
    /// <param name="told">What it tells of it; null: nothing that could be read.</param>
    public async Task CreatedAsync(AccountRequest request, Guid customerId, VendorCustomer? told)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            await CreatedAsync(request, customerId, told is null ? null : session => TakeAsync(session, told));
        }
        catch (Exception error) when (error is not RefusedException)
        {
            // Its id must not be lost: without it, it would be sent again. The list brings the rest.
            log.LogError(error, "Customer {CustomerId}, just created at the vendor, could not be taken over.", customerId);
            await CreatedAsync(request, customerId, (Func<WriteSession, Task>?)null);
        }
    }

    /// <summary>Forgets what nobody needs any more: what was typed a day after it was given up and a week after it was refused, the rest after 30 days.</summary>
    public Task ForgetAsync() => store.WriteAsideAsync(async db =>
    {
        var now = store.Now();
        var (over, refused, ended) = (now - RequestWrites.Remembered, now - s_refusedKept, now - AccountCommands.Kept);
        foreach (var request in await db.AccountRequests.Where(r => r.EndedAt < ended
            || (r.Draft != null && ((r.State == AccountRequestState.GivenUp && r.EndedAt < over) || (r.State == AccountRequestState.Refused && r.EndedAt < refused)))).ToListAsync())
        {
            if (request.EndedAt < ended)
                db.AccountRequests.Remove(request);
            else
                (request.Draft, request.Email) = (null, "");
        }
    }, CancellationToken.None);

    private static async Task TakeAsync(WriteSession session, VendorCustomer told)
    {
        var reading = new VendorReading();
        reading.Add(told);
        await new VendorWrites(session, reading, new ImportTally(), new WordSource(IsLive: true, IsPartner: true)).ApplyAsync([told.Id]);
    }

    private Task<bool> CreatedAsync(AccountRequest request, Guid customerId, Func<WriteSession, Task>? take) => store.WriteAsync(request.PartnerId, Actor.Vendor, async session =>
    {
        var kept = await session.Db.AccountRequests.SingleAsync(r => r.Id == request.Id);
        // Recognised by the list meanwhile.
        var known = kept is { State: AccountRequestState.Created } && kept.CustomerId == customerId;
        // First, so that the customer is recognised by its id whatever else the record says; and over one of that name the list brought.
        (kept.State, kept.CustomerId) = (AccountRequestState.Created, customerId);
        if (take is not null)
            await take(session);
        if (known)
            return false;
        var customer = await session.Db.Customers.FindAsync(customerId);
        await session.BecomeAsync(kept, customerId, customer?.PartnerId == session.PartnerId && customer.UnlinkedAt is null ? customer : null);
        return true;
    }, CancellationToken.None);

    // News is journalled and pushed, where there is any; not cancelled: it has happened.
    private Task ChangeAsync(AccountRequest request, bool isNews, Func<AccountRequest, DateTime, string?> change) => isNews
        ? store.WriteAsync(request.PartnerId, Actor.Delivery, async session =>
        {
            var kept = await session.Db.AccountRequests.SingleAsync(r => r.Id == request.Id);
            if (change(kept, session.Now) is { } kind)
                session.JournalOther(kind, kept.Id, kept.Company, after: kept.Problem);
            return true;
        }, CancellationToken.None)
        : store.WriteAsideAsync(async db => change(await db.AccountRequests.SingleAsync(r => r.Id == request.Id), store.Now()), CancellationToken.None);
}
