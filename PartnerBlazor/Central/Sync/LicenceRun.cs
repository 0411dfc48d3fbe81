using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Reads the licences of all customers in rounds, a few at a time, so that lists and people come in between. Whom it has asked for is kept with the
/// customer: stopped or killed, the round goes on where it was.
/// </summary>
public sealed class LicenceRun(CentralClient client, CentralLink link, LicenceQueue queue, SyncRuns runs, VendorPages pages, LicenceWords words)
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
    /// <param name="cancel">Cancels; the round stays open.</param>
    /// <returns>True: it may go on at once. False: nothing is left to ask for now, or the vendor cannot be asked.</returns>
    public async Task<bool> StepAsync(SyncReader reader, SyncRun? round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var next = await queue.NextAsync(reader.PartnerId, reader.Account, round?.StartedAt, Slice, cancel);
        var (counted, goesOn) = (round ?? new SyncRun(), true);
        foreach (var customerId in next)
        {
            if (await reader.IsStoppedAsync())
                return false;
            if (!(goesOn = await AskAsync(reader, customerId, counted, cancel)))
                break;
        }
        if (round is not null)
            await KeepAsync(reader, round, isOver: goesOn && next.Count == 0, cancel);
        return goesOn && next.Count > 0;
    }

    private async Task KeepAsync(SyncReader reader, SyncRun round, bool isOver, CancellationToken cancel)
    {
        // Customers come, leave and are asked for by others' eyes meanwhile: counted anew instead of counted up.
        var left = await queue.LeftAsync(reader.PartnerId, reader.Account, round.StartedAt, cancel);
        round.Total = Math.Max(await queue.CountAsync(reader.PartnerId, reader.Account, cancel), left);
        round.Read = round.Total.Value - left;
        if (isOver)
            await runs.EndAsync(round, SyncOutcome.Done);
        else
            await runs.SaveAsync(round);
        reader.Tell();
    }

    // False: nobody can be asked now.
    private async Task<bool> AskAsync(SyncReader reader, Guid customerId, SyncRun run, CancellationToken cancel)
    {
        var reply = await client.LicencesAsync(customerId, cancel);
        await link.TellAsync(reply);
        switch (reply.Meaning)
        {
            case CentralMeaning.Done:
                if (!await pages.LicencesAsync(reader.PartnerId, reader.Account, customerId, reply, run, cancel))
                    await FailAsync(reader, customerId, reply, run);
                return true;
            case CentralMeaning.Refused when reply.Fault?.Status == 401 && (await link.CheckAsync(CallLane.Background, cancel)).State != LinkState.Ok:
                // Not this customer's fault.
                return false;
            case CentralMeaning.Refused:
                run.Hidden++;
                await words.HideAsync(reader, customerId, reply);
                return true;
            case CentralMeaning.Silent when reply.Fault?.Status is not null:
                await FailAsync(reader, customerId, reply, run);
                return true;
            default:
                return false;
        }
    }

    private Task FailAsync(SyncReader reader, Guid customerId, CentralReply reply, SyncRun run)
    {
        run.Failed++;
        return words.AskedAsync(reader.PartnerId, customerId, reply.AskedAt);
    }
}
