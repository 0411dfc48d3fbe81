using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Asks for one customer's open alerts. All of them cost one call with nearly everybody, so all are asked for: what is missing then is closed.
/// Whose open alerts fill more than a page is asked for what was raised lately, and for all once a day.
/// </summary>
public sealed class AlertAsk(
    CentralClient client, CentralLink link, CustomerQueue queue, VendorPages pages, AskedWrites writes, CustomerHosts hosts, HostRests rests, LinkErrors errors,
    IDbContextFactory<PartnerDb> factory, TimeProvider time)
    : RegionalAsk(link, queue, pages, writes, hosts, rests, errors, time)
{
    /// <summary>What is told late is told within this.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    // When all of somebody's were asked for in vain: not again at once. Forgotten with the program.
    private readonly Dictionary<Guid, DateTime> _notAll = [];

    /// <inheritdoc/>
    public override SyncKind Kind => SyncKind.Alerts;

    /// <inheritdoc/>
    private protected override CentralCall Call => CentralCall.Alerts;

    /// <inheritdoc/>
    private protected override async Task<CustomerAnswer> ReadAsync(SyncReader reader, Guid customerId, Uri host, CancellationToken cancel)
    {
        var from = await FromAsync(reader, customerId, cancel);
        var reading = new AlertReading(customerId, from);
        var reply = await client.AlertsAsync(host, customerId, from, null, cancel);
        while (reply.Meaning == CentralMeaning.Done && VendorPages.Read<object>(() => reading.Take(reply.Body, reply.AskedAt)) is true)
        {
            if (reading.NextKey is not { } key)
                return Told(customerId, reply, reading, all: from is null);
            if (await reader.IsStoppedAsync())
                return new CustomerAnswer(reply with { Meaning = CentralMeaning.Full });
            var next = await client.AlertsAsync(host, customerId, from, key, cancel);
            if (next.Meaning is CentralMeaning.Refused or CentralMeaning.Silent)
            {
                // The first page was told: it is not the customer that is refused.
                reading.Break();
                return Told(customerId, reply, reading, all: from is null);
            }
            reply = next;
        }
        return new CustomerAnswer(reply);
    }

    private CustomerAnswer Told(Guid customerId, CentralReply reply, AlertReading reading, bool all)
    {
        var told = reading.Told();
        if (all && !told.All)
            _notAll[customerId] = Now;
        return new CustomerAnswer(reply, VendorReading.Of(customerId, told));
    }

    /// <inheritdoc/>
    private protected override ImportCounts CountsOf(ImportTally tally) => tally.Alerts;

    // Null: all are asked for.
    private async Task<DateTime?> FromAsync(SyncReader reader, Guid customerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.AsOf.AsNoTracking().SingleOrDefaultAsync(a => a.CustomerId == customerId && a.PartnerId == reader.PartnerId, cancel)
            is not { AlertsAt: { } last } asOf || last > Now)
            return null;
        var tried = _notAll.TryGetValue(customerId, out var inVain) && !(asOf.AlertsWholeAt > inVain) ? inVain : asOf.AlertsWholeAt;
        if (tried is not { } whole || whole > Now || whole + SyncPlan.Reconcile <= Now || reader.WantedAt > whole)
            return null;
        if (await db.AlertOccurrences.CountAsync(o => o.CustomerId == customerId && o.ClosedAt == null, cancel) <= CentralClient.AlertPageSize)
            return null;
        return WindowFrom(last, Behind);
    }

    /// <summary>Since when alerts are asked for, so that none that is told late falls between two questions.</summary>
    /// <param name="last">When they were asked for before (UTC, by our clock).</param>
    /// <param name="behind">How far the vendor's clock is behind ours.</param>
    internal static DateTime WindowFrom(DateTime last, TimeSpan behind) => last - Overlap - behind;
}
