namespace PartnerBlazor.Store;

/// <summary>Why something was refused.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Detail">A value the localised reason names.</param>
public sealed record Refusal(string Code, string? Detail = null);

/// <summary>What an act upon many customers did.</summary>
/// <param name="Changed">Customers it changed.</param>
/// <param name="Already">Customers that were so already.</param>
/// <param name="Failed">Customers it was refused for, and why.</param>
/// <param name="Requested">Of those changed, how many the vendor only took note of: they count once they are seen there (SPEC §9).</param>
public sealed record BulkResult(int Changed, int Already, IReadOnlyDictionary<Guid, Refusal> Failed, int Requested = 0)
{
    /// <summary>Nothing yet.</summary>
    public static BulkResult None { get; } = new(0, 0, new Dictionary<Guid, Refusal>());

    /// <summary>Both together.</summary>
    public BulkResult With(BulkResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Changed + other.Changed, Already + other.Already, Failed.Concat(other.Failed).ToDictionary(f => f.Key, f => f.Value), Requested + other.Requested);
    }

    /// <summary>What stands after some were tried again: those are counted anew, by what that did.</summary>
    /// <param name="now">What trying again did.</param>
    /// <param name="tried">The customers tried again.</param>
    public BulkResult Again(BulkResult now, IEnumerable<Guid> tried)
    {
        var again = tried.ToHashSet();
        return (this with { Failed = Failed.Where(failed => !again.Contains(failed.Key)).ToDictionary() }).With(now);
    }
}

/// <summary>Runs an act upon many customers in transactions of a few hundred, so that nobody else waits long.</summary>
public static class Bulk
{
    /// <summary>Customers in one transaction.</summary>
    public const int BatchSize = 200;

    /// <summary>
    /// Runs the act batch by batch. One that fails as a whole does not take the others with it; who may not act at all is told so by the
    /// first.
    /// </summary>
    /// <param name="items">What to act upon; each once.</param>
    /// <param name="idOf">The customer of an item.</param>
    /// <param name="write">Acts upon a batch in one transaction.</param>
    /// <param name="progress">Told after every batch how many are done with, failed ones included; null: nobody asks.</param>
    /// <param name="cancel">Cancels between batches; finished ones stay.</param>
    /// <exception cref="RefusedException">Of the first batch as a whole, unless the database was the reason.</exception>
    public static async Task<BulkResult> RunAsync<T>(
        IEnumerable<T> items, Func<T, Guid> idOf, Func<T[], Task<BulkResult>> write, Action<int>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(idOf);
        ArgumentNullException.ThrowIfNull(write);
        var (result, done) = (BulkResult.None, 0);
        foreach (var batch in items.DistinctBy(idOf).Chunk(BatchSize))
        {
            if (done > 0)
                cancel.ThrowIfCancellationRequested();
            try
            {
                result = result.With(await write(batch));
            }
            catch (RefusedException refused) when (done > 0 || refused.Code is RefusalCodes.Busy or RefusalCodes.NotSaved)
            {
                result = result.With(new BulkResult(0, 0, batch.ToDictionary(idOf, _ => new Refusal(refused.Code, refused.Detail))));
            }
            progress?.Invoke(done += batch.Length);
        }
        return result;
    }
}
