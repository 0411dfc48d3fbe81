using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>Builds the list's rows from what the store holds. Implemented by Customers, called by the store inside the transaction.</summary>
public interface IRowProjector
{
    /// <summary>The rows of these customers as they stand in this transaction; an unlinked customer has none.</summary>
    /// <param name="db">The context of the transaction, already saved.</param>
    /// <param name="customerIds">At most a few hundred customers.</param>
    /// <param name="today">The UTC day the covers are for.</param>
    /// <param name="seq">Number of the transaction's last journal entry.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyDictionary<Guid, CustomerRow>> ProjectAsync(
        PartnerDb db, IReadOnlyCollection<Guid> customerIds, DateOnly today, long seq, CancellationToken cancel);

    /// <summary>
    /// Brings the stored state of a licence to what the rules say on <paramref name="today"/>. Called for every licence of a touched
    /// customer, so that no write leaves yesterday's state beside today's row.
    /// </summary>
    /// <returns>True when another licence has taken its place since it was last settled: the journal owes that entry.</returns>
    bool Settle(Licence licence, DateOnly today);

    /// <summary>Builds a row from records at hand. Pure; what <see cref="ProjectAsync"/> and the bulk seeder use.</summary>
    /// <param name="customer">The customer with its former names and groups.</param>
    /// <param name="licences">All its licences.</param>
    /// <param name="openAlerts">Open alerts by severity; ignored while there is no visibility (SPEC §6).</param>
    /// <param name="today">The UTC day the covers are for.</param>
    /// <param name="seq">Number of the journal entry that touched it.</param>
    CustomerRow Build(
        Customer customer, IEnumerable<Licence> licences, Func<AlertSeverity, int> openAlerts, DateOnly today, long seq);
}
