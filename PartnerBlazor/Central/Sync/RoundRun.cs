using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What came of a step of a round.</summary>
public enum Step
{
    /// <summary>Somebody was asked for: there may be more.</summary>
    More,
    /// <summary>Nobody is left to ask for now.</summary>
    Nothing,
    /// <summary>The vendor cannot be asked now.</summary>
    NotNow,
}

/// <summary>
/// Reads one kind of facts of all customers in rounds, a few at a time, so that lists, other kinds and people come in between. Whom it has asked
/// for is kept with the customer: stopped or killed, the round goes on where it was.
/// </summary>
public sealed class RoundRun(CustomerQueue queue, SyncRuns runs)
{
    /// <summary>Customers asked for before anything else is looked at.</summary>
    public const int Slice = 8;

    /// <summary>Begins a round, or takes up the one that goes on.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="kind">What is read.</param>
    /// <param name="last">The last round; null: there was none.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SyncRun> BeginAsync(SyncReader reader, SyncKind kind, SyncRun? last, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return last is { EndedAt: null } ? last : await runs.BeginAsync(reader.PartnerId, kind, reconciles: false, await queue.CountAsync(reader, kind, cancel));
    }

    /// <summary>Asks for the next few of a round, of what is on screen, and for who is new.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="round">The round; null: only what is on screen, and who is new.</param>
    /// <param name="cancel">Cancels; the round stays open.</param>
    public async Task<Step> StepAsync(SyncReader reader, CustomerAsk ask, SyncRun? round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(ask);
        var since = round is null ? null : new RoundSince(round.StartedAt, reader.WantedAt);
        var next = await queue.NextAsync(reader, ask.Kind, since, Slice, cancel);
        var (counted, last) = (round ?? new SyncRun(), Asked.Told);
        foreach (var customerId in next)
        {
            if (await reader.IsStoppedAsync())
                return Step.NotNow;
            last = await ask.AskAsync(reader, customerId, counted, cancel);
            if (last is Asked.NotNow or Asked.Refused)
                break;
        }
        if (round is not null)
            await KeepAsync(reader, ask.Kind, round, since!, last, isOver: next.Count == 0, cancel);
        return last == Asked.NotNow ? Step.NotNow : last == Asked.Told && next.Count > 0 ? Step.More : Step.Nothing;
    }

    private async Task KeepAsync(SyncReader reader, SyncKind kind, SyncRun round, RoundSince since, Asked last, bool isOver, CancellationToken cancel)
    {
        // Customers come, leave and are asked for by others' eyes meanwhile: counted anew instead of counted up.
        var left = await queue.LeftAsync(reader, kind, since, cancel);
        round.Total = Math.Max(await queue.CountAsync(reader, kind, cancel), left);
        round.Read = round.Total.Value - left;
        if (last == Asked.Refused)
            await runs.EndAsync(round, SyncOutcome.Failed, RefusalCodes.VendorRefuses);
        else if (isOver)
            await EndAsync(round, left);
        else
            await runs.SaveAsync(round);
        reader.Tell();
    }

    // Who is left is of a host that is left alone: others do not wait for it, the next round asks again.
    private Task EndAsync(SyncRun round, int left)
    {
        round.Failed += left;
        var failed = round.Failed > 0 && round.Failed * 2 > round.Total;
        return runs.EndAsync(round, failed ? SyncOutcome.Failed : SyncOutcome.Done, round.Problem ?? (failed || left > 0 ? RefusalCodes.VendorSilent : null));
    }
}
