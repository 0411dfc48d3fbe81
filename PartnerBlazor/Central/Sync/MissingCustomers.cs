using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Finds out about customers that a complete list did not name although an earlier one did. A partner's account asks for each of them once more; an
/// organisation's, which cannot, waits for a second complete list. More at once than can be believed wait for the list of another day.
/// </summary>
public sealed class MissingCustomers(
    PartnerStore store, IDbContextFactory<PartnerDb> factory, CentralClient client, CentralLink link, SyncRuns runs, VendorPages pages, ILogger<MissingCustomers> log)
{
    /// <summary>So many may be missing from one list, or two of every hundred.</summary>
    public const int Believable = 2;

    private static readonly TimeSpan s_listed = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_anotherDay = TimeSpan.FromHours(20);

    /// <summary>Looks after them.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="run">The run whose list is complete; takes the numbers.</param>
    /// <param name="listed">Whom the list names.</param>
    /// <param name="cancel">Cancels between two customers.</param>
    /// <returns>False: not all of them could be looked after.</returns>
    public async Task<bool> FindAsync(SyncReader reader, SyncRun run, IReadOnlySet<Guid> listed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(listed);
        var lists = (await runs.OfKindAsync(reader.PartnerId, SyncKind.Customers, cancel)).Where(r => r is { Reconciles: true, Outcome: SyncOutcome.Done } && r.Id != run.Id).ToList();
        var (before, dayBefore) = (LastOf(lists, run.StartedAt), LastOf(lists, run.StartedAt - s_anotherDay));
        var absent = (await AbsentAsync(reader.PartnerId, run.StartedAt, cancel)).FindAll(customer => !listed.Contains(customer.Id));
        var sudden = absent.FindAll(customer => customer.Linked && !(customer.ListedAt < dayBefore));
        if (sudden.Count > Math.Max(Believable, listed.Count * 2 / 100))
        {
            run.Missing = sudden.Count;
            absent = [.. absent.Except(sudden)];
        }
        foreach (var customer in absent)
        {
            if (await reader.IsStoppedAsync())
                return false;
            if (await IsGoneAsync(reader, customer, isSecond: customer.ListedAt < before, run, cancel) is not { } gone)
                return false;
            if (gone)
                await RemoveAsync(reader.PartnerId, customer.Id, run);
        }
        return true;
    }

    private sealed record Absent(Guid Id, bool Linked, DateTime ListedAt);

    private static DateTime? LastOf(List<SyncRun> lists, DateTime until) => lists.Find(list => list.StartedAt <= until)?.StartedAt;

    // Those whose unlink was only asked for are waited for, too: it is done now. Who was just created may be listed a while later.
    private async Task<List<Absent>> AbsentAsync(int partnerId, DateTime startedAt, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var lately = startedAt - s_listed;
        return await (from asOf in db.AsOf
                      join customer in db.Customers on asOf.CustomerId equals customer.Id
                      where customer.PartnerId == partnerId && asOf.ListedAt < startedAt && (customer.UnlinkedAt == null || !customer.Unlink.Confirmed)
                          && !db.AccountRequests.Any(r => r.CustomerId == customer.Id && r.State == AccountRequestState.Created && r.EndedAt >= lately)
                      orderby customer.Id
                      select new Absent(customer.Id, customer.UnlinkedAt == null, asOf.ListedAt!.Value)).ToListAsync(cancel);
    }

    // Null: it cannot be said now.
    private async Task<bool?> IsGoneAsync(SyncReader reader, Absent customer, bool isSecond, SyncRun run, CancellationToken cancel)
    {
        if (reader.Account.Kind != VendorKind.Partner)
            return isSecond;
        var reply = await client.CustomerAsync(reader.Account.Id, customer.Id, cancel);
        await link.TellAsync(reply);
        switch (reply)
        {
            case { Meaning: CentralMeaning.Done }:
                // It came back, or the list left it out for a moment.
                await pages.CustomersAsync(reader, [reply.Body], reply.AskedAt, run, cancel);
                return false;
            case { Meaning: CentralMeaning.Refused, Fault.Status: 404 }:
                return true;
            case { Meaning: CentralMeaning.Refused, Fault.Status: 403 }:
                // Another partner's now, if that is no slip of a moment (domain.md B12).
                return isSecond;
            case { Meaning: CentralMeaning.Refused } or { Meaning: CentralMeaning.Silent, Call: CentralCall.Customer, Fault.Status: not null }:
                run.Failed++;
                return false;
            default:
                return null;
        }
    }

    // One that cannot be written holds up nobody else.
    private async Task RemoveAsync(int partnerId, Guid customerId, SyncRun run)
    {
        try
        {
            run.Ended += await RemoveAsync(partnerId, customerId, run.StartedAt) ? 1 : 0;
        }
        catch (Exception error) when (error is not RefusedException)
        {
            log.LogError(error, "Customer {CustomerId}, missing from the vendor's list, could not be removed.", customerId);
            run.Failed++;
        }
    }

    // Judged anew: it may have been listed, restored or removed meanwhile.
    private Task<bool> RemoveAsync(int partnerId, Guid customerId, DateTime startedAt) => store.WriteAsync(partnerId, Actor.Vendor, async session =>
    {
        var customer = await session.Db.Customers.Include(c => c.Groups).SingleOrDefaultAsync(c => c.Id == customerId && c.PartnerId == session.PartnerId);
        if (customer is null || customer.Unlink.Confirmed || !await session.Db.AsOf.AnyAsync(a => a.CustomerId == customerId && a.ListedAt < startedAt))
            return false;
        if (customer.UnlinkedAt is not null)
        {
            customer.Unlink.Confirmed = true;
            session.Journal(JournalKinds.Unlinked, customer.Id, before: customer.DisplayName);
            return true;
        }
        // Who has scheduled it and did it at the vendor asked for it.
        if (customer.Unlink.On is null)
            customer.Unlink = new UnlinkRequest { RequestedAt = session.Now };
        await session.LeaveAsync(customer, confirmed: true);
        return true;
    });
}
