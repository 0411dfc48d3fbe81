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
    void Settle(Licence licence, DateOnly today);
}
