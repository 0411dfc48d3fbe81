using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Finds out about customers that a complete list did not name although an earlier one did. A partner's account asks for each of them once more; an
/// organisation's, which cannot, waits for a second complete list. More than can be believed are left alone and told.
/// </summary>
public sealed class MissingCustomers(PartnerStore store, IDbContextFactory<PartnerDb> factory, CentralClient client, CentralLink link, SyncRuns runs, VendorPages pages)
{
    /// <summary>So many may be missing from one list, or two of every hundred.</summary>
    public const int Believable = 2;

    /// <summary>Looks after them.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="run">The run whose list is complete; takes the numbers.</param>
    /// <param name="cancel">Cancels between two customers.</param>
    public async Task FindAsync(SyncReader reader, SyncRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(run);
        var before = await LastCompleteAsync(reader.PartnerId, run, cancel);
        var absent = await AbsentAsync(reader.PartnerId, run.StartedAt, cancel);
        var left = absent.Where(customer => customer.Linked).ToList();
        if (left.Count > Math.Max(Believable, run.Read * 2 / 100))
        {
            run.Missing = left.Count;
            absent = [.. absent.Where(customer => !customer.Linked)];
        }
        foreach (var customer in absent)
        {
            if (await reader.IsStoppedAsync())
                return;
            if (reader.Account.Kind == VendorKind.Partner ? await IsGoneAsync(reader, customer.Id, run, cancel) : customer.ListedAt < before)
                run.Ended += await RemoveAsync(reader.PartnerId, customer.Id, run.StartedAt) ? 1 : 0;
        }
    }

    private sealed record Absent(Guid Id, bool Linked, DateTime ListedAt);

    // Those whose unlink was only asked for are waited for, too: it is done now.
    private async Task<List<Absent>> AbsentAsync(int partnerId, DateTime startedAt, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await (from asOf in db.AsOf
                      join customer in db.Customers on asOf.CustomerId equals customer.Id
                      where customer.PartnerId == partnerId && asOf.ListedAt < startedAt && (customer.UnlinkedAt == null || !customer.Unlink.Confirmed)
                      orderby customer.Id
                      select new Absent(customer.Id, customer.UnlinkedAt == null, asOf.ListedAt!.Value)).ToListAsync(cancel);
    }

    private async Task<DateTime?> LastCompleteAsync(int partnerId, SyncRun run, CancellationToken cancel) =>
        (await runs.OfKindAsync(partnerId, SyncKind.Customers, cancel)).FirstOrDefault(earlier => earlier is { Reconciles: true, Outcome: SyncOutcome.Done } && earlier.Id != run.Id)?.StartedAt;

    private async Task<bool> IsGoneAsync(SyncReader reader, Guid customerId, SyncRun run, CancellationToken cancel)
    {
        var reply = await client.CustomerAsync(reader.Account.Id, customerId, cancel);
        await link.TellAsync(reply);
        // It came back, or the list left it out for a moment.
        if (reply.Meaning == CentralMeaning.Done)
            await pages.CustomersAsync(reader.PartnerId, reader.Account, [reply.Body], reply.AskedAt, run, cancel);
        return reply is { Meaning: CentralMeaning.Refused, Fault.Status: 404 };
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
        customer.Unlink = new UnlinkRequest { RequestedAt = session.Now };
        await session.LeaveAsync(customer, confirmed: true);
        return true;
    });
}
