using System.Text.Json;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Writes what the vendor's API answered, by the one road. A customer that cannot be written is passed over and said so: it holds up nobody else.
/// </summary>
public sealed class VendorPages(PartnerStore store, ILogger<VendorPages> log)
{
    /// <summary>Customers written in one transaction: few, so that people's writes come in between.</summary>
    public const int Batch = 25;

    /// <summary>Writes records of customers.</summary>
    /// <param name="asker">For whom.</param>
    /// <param name="records">The records.</param>
    /// <param name="askedAt">When they were asked for (UTC).</param>
    /// <param name="run">Takes the numbers.</param>
    /// <param name="cancel">Cancels between two transactions.</param>
    public async Task CustomersAsync(SyncReader asker, IEnumerable<JsonElement> records, DateTime askedAt, SyncRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(run);
        var (reading, source) = (new VendorReading(), new AnswerSource(nameof(CentralCall.Customers), askedAt));
        var reader = new RecordReader(new ImportTally());
        foreach (var record in records)
        {
            if (Read(() => reader.Customer(source, record)) is { } customer)
                reading.Add(customer);
            else
                run.Failed++;
        }
        foreach (var ids in reading.CustomerIds.Chunk(Batch))
        {
            await WriteAsync(asker, ids, reading, run, tally => tally.Customers, cancel);
        }
    }

    /// <summary>Writes what was read of some customers.</summary>
    /// <param name="asker">For whom.</param>
    /// <param name="ids">The customers.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="run">Takes the numbers.</param>
    /// <param name="counted">Which numbers.</param>
    /// <param name="cancel">Cancels before it is written.</param>
    /// <returns>False: it could not be written.</returns>
    public async Task<bool> WriteAsync(SyncReader asker, Guid[] ids, VendorReading reading, SyncRun run, Func<ImportTally, ImportCounts> counted, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(counted);
        var (word, tally) = (new WordSource(IsLive: true, asker.Account.Kind == VendorKind.Partner), new ImportTally());
        try
        {
            await store.WriteAsync(asker.PartnerId, Actor.Vendor, async session =>
            {
                await new VendorWrites(session, reading, tally, word).ApplyAsync(ids);
                return true;
            }, cancel);
            var counts = counted(tally);
            (run.Created, run.Changed, run.Ended) = (run.Created + counts.Created, run.Changed + counts.Changed, run.Ended + counts.Ended);
            // Customers of another partner of this database, those without a name, licences that cannot be.
            run.Failed += counts.Refused;
            return true;
        }
        catch (Exception error) when (error is not (RefusedException or OperationCanceledException))
        {
            if (ids.Length > 1)
            {
                foreach (var id in ids)
                    await WriteAsync(asker, [id], reading, run, counted, cancel);
                return true;
            }
            log.LogError(error, "What the vendor tells of customer {CustomerId} could not be written.", ids[0]);
            run.Failed++;
            return false;
        }
    }

    /// <summary>What is read; null: nothing can be, or it holds text that is no Unicode.</summary>
    internal static T? Read<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
