using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>The programmes of a partner.</summary>
/// <param name="MspFlex">Holds MSP Flex.</param>
/// <param name="MspFlexConnect">Holds MSP Flex Connect.</param>
public sealed record Programmes(bool MspFlex, bool MspFlexConnect);

/// <summary>What becomes of scheduled unlinks when MSP Flex is lost.</summary>
public enum ScheduledUnlinks
{
    /// <summary>Nobody has decided.</summary>
    Undecided,
    /// <summary>They are carried out on their day.</summary>
    Keep,
    /// <summary>They are cancelled.</summary>
    Cancel,
}

/// <summary>Partner settings. For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class PartnerCommands(PartnerStore store)
{
    /// <summary>
    /// Sets the programmes; live for everybody at once (SPEC §2). Losing MSP Flex asks what becomes of scheduled unlinks: kept, they run;
    /// cancelled, they go in transactions of at most <see cref="Bulk.BatchSize"/> before the programme does.
    /// </summary>
    /// <param name="scope">Who sets them.</param>
    /// <param name="to">The programmes the partner shall hold.</param>
    /// <param name="expected">The programmes the person saw.</param>
    /// <param name="scheduled">What becomes of scheduled unlinks; asked for only when MSP Flex is lost.</param>
    /// <param name="cancel">Cancels between batches.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.PlanChanged"/>, or <see cref="RefusalCodes.ScheduledUnlinks"/> with their number while nobody has decided.
    /// </exception>
    public async Task SetProgrammesAsync(
        PartnerScope scope, Programmes to, Programmes expected, ScheduledUnlinks scheduled = ScheduledUnlinks.Undecided, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(expected);
        if (scheduled == ScheduledUnlinks.Cancel && !to.MspFlex)
            while (await store.WriteAsync(scope, Permission.ManagePeople, CancelSomeAsync, cancel))
                cancel.ThrowIfCancellationRequested();
        await store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId, CancellationToken.None);
            var before = new Programmes(partner.MspFlex, partner.MspFlexConnect);
            if (before == to)
                return false;
            if (before != expected)
                throw new RefusedException(RefusalCodes.PlanChanged);
            if (before.MspFlex && !to.MspFlex && scheduled != ScheduledUnlinks.Keep
                && await Scheduled(session).CountAsync(CancellationToken.None) is > 0 and var count)
                throw new RefusedException(RefusalCodes.ScheduledUnlinks, nameof(scheduled), count.ToString(CultureInfo.InvariantCulture));
            (partner.MspFlex, partner.MspFlexConnect) = (to.MspFlex, to.MspFlexConnect);
            session.JournalOther(JournalKinds.PartnerChanged, null, partner.Name, Text(before), Text(to));
            return true;
        }, cancel);
    }

    private static async Task<bool> CancelSomeAsync(WriteSession session)
    {
        var customers = await Scheduled(session).OrderBy(c => c.Id).Take(Bulk.BatchSize).ToListAsync(CancellationToken.None);
        foreach (var customer in customers)
        {
            session.Journal(JournalKinds.UnlinkCancelled, customer.Id, before: IsoDay.Of(customer.Unlink.On));
            customer.Unlink = new UnlinkRequest();
        }
        return customers.Count > 0;
    }

    private static IQueryable<Customer> Scheduled(WriteSession session) =>
        session.Db.Customers.Where(c => c.PartnerId == session.PartnerId && c.Unlink.On != null && c.UnlinkedAt == null);

    private static string Text(Programmes programmes) =>
        string.Join(", ", (string[])[.. programmes.MspFlex ? ["MSP Flex"] : (string[])[], .. programmes.MspFlexConnect ? ["MSP Flex Connect"] : (string[])[]]);
}
