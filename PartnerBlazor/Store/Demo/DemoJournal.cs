using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PartnerBlazor.Store.Demo;

/// <summary>
/// Collects what happened to all customers of a partner, drawn customer by customer, and writes it as one journal in the order of time.
/// Keeps the events only, not the customers.
/// </summary>
internal sealed class DemoJournal(int customers)
{
    private const int PerCustomer = 7;
    private const int IndexBits = 31;

    private readonly List<DemoEvent> _events = new(customers * PerCustomer);
    private readonly List<long> _order = new(customers * PerCustomer);

    /// <summary>Adds a customer's past.</summary>
    public void Add(IReadOnlyList<DemoEvent> past)
    {
        foreach (var told in past)
        {
            // Second and place in one number: sorted fast, and what came first at the same moment stays first.
            _order.Add((((DateTimeOffset)told.At).ToUnixTimeSeconds() << IndexBits) | (uint)_events.Count);
            _events.Add(told);
        }
    }

    /// <summary>Writes the journal; its last entry says that the demo was seeded, and every row is as of that one.</summary>
    /// <param name="db">The context of the transaction; the partner's counter and head are saved with it.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="partner">The partner, without entries yet.</param>
    /// <param name="now">The seeding moment (UTC).</param>
    /// <param name="cancel">Cancels.</param>
    public async Task WriteAsync(PartnerDb db, IDbContextTransaction transaction, Partner partner, DateTime now, CancellationToken cancel)
    {
        CollectionsMarshal.AsSpan(_order).Sort();
        using (var writer = new BulkInsert<JournalEntry>(db, (SqliteConnection)db.Database.GetDbConnection(), (SqliteTransaction)transaction.GetDbTransaction()))
        {
            foreach (var entry in _order.Select(key => EntryOf(partner, _events[(int)(key & int.MaxValue)])).Ahead(cancel))
                writer.Write(entry);
            writer.Write(JournalChain.Next(partner, now, Actor.Import, JournalKinds.DemoSeeded, null, null,
                new JournalPayload(After: customers.ToString(CultureInfo.InvariantCulture))));
        }
        await db.CustomerRows.Where(row => row.PartnerId == partner.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Seq, partner.LastSeq), cancel);
        await db.SaveChangesAsync(cancel);
    }

    private static JournalEntry EntryOf(Partner partner, DemoEvent told) => JournalChain.Next(
        partner, told.At, told.Actor, told.Kind, told.CustomerId, told.SubjectId, new JournalPayload(told.Actor.Name, told.Item, told.Before, told.After));
}
