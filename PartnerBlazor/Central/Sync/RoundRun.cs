using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Reads the licences of all customers in rounds, a few at a time, so that lists and people come in between. Whom it has asked for is kept with the
/// customer: stopped or killed, the round goes on where it was.
/// </summary>
public sealed class LicenceRun(LicenceAsk ask, LicenceQueue queue, SyncRuns runs)
{
    /// <summary>Customers asked for before anything else is looked at.</summary>
    public const int Slice = 8;

    /// <summary>Begins a round, or takes up the one that goes on.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="last">The last round; null: there was none.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SyncRun> BeginAsync(SyncReader reader, SyncRun? last, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return last is { EndedAt: null } ? last
            : await runs.BeginAsync(reader.PartnerId, SyncKind.Licences, reconciles: false, await queue.CountAsync(reader.PartnerId, reader.Account, cancel));
    }

    /// <summary>Asks for the next few of a round, and of what is on screen.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="round">The round; null: only what is on screen.</param>
    /// <param name="askedAt">When somebody last wanted everything read (UTC); null: nobody has.</param>
    /// <param name="cancel">Cancels; the round stays open.</param>
    /// <returns>True: it may go on at once. False: nothing is left to ask for now, or the vendor cannot be asked.</returns>
    public async Task<bool> StepAsync(SyncReader reader, SyncRun? round, DateTime? askedAt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var since = round is null ? null : new RoundSince(round.StartedAt, askedAt);
        var next = await queue.NextAsync(reader.PartnerId, reader.Account, since, Slice, cancel);
        var (counted, last) = (round ?? new SyncRun(), Asked.Told);
        foreach (var customerId in next)
        {
            if (await reader.IsStoppedAsync())
                return false;
            last = await ask.AskAsync(reader, customerId, counted, cancel);
            if (last is Asked.NotNow or Asked.Refused)
                break;
        }
        if (round is not null)
            await KeepAsync(reader, round, since!, last, isOver: next.Count == 0, cancel);
        return last == Asked.Told && next.Count > 0;
    }

    private async Task KeepAsync(SyncReader reader, SyncRun round, RoundSince since, Asked last, bool isOver, CancellationToken cancel)
    {
        // Customers come, leave and are asked for by others' eyes meanwhile: counted anew instead of counted up.
        var left = await queue.LeftAsync(reader.PartnerId, reader.Account, since, cancel);
        round.Total = Math.Max(await queue.CountAsync(reader.PartnerId, reader.Account, cancel), left);
        round.Read = round.Total.Value - left;
        if (last == Asked.Refused)
            await runs.EndAsync(round, SyncOutcome.Failed, RefusalCodes.VendorRefuses);
        else if (isOver && round.Failed * 2 > round.Total)
            await runs.EndAsync(round, SyncOutcome.Failed, RefusalCodes.VendorSilent);
        else if (isOver)
            await runs.EndAsync(round, SyncOutcome.Done);
        else
            await runs.SaveAsync(round);
        reader.Tell();
    }
}
