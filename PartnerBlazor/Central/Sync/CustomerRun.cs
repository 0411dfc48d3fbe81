using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Reads the vendor's list of customers from its first page to its last; where it is complete and asked for, finds out who is missing. A list that was
/// cut off is begun anew: it costs a call for each hundred customers, and only a whole one leaves no doubt.
/// </summary>
public sealed class CustomerRun(
    CentralClient client, CentralLink link, LinkErrors errors, SyncRuns runs, VendorPages pages, MissingCustomers missing, TimeProvider time, ILogger<CustomerRun> log)
{
    private const int MostAttempts = 5;

    // After so many pages somebody's screen comes in between.
    private const int LookEvery = 4;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    /// <summary>Reads it.</summary>
    /// <param name="reader">For whom, and how to wait and to stop.</param>
    /// <param name="reconciles">Finds out who is missing.</param>
    /// <param name="cancel">Cancels; the run stays open.</param>
    public async Task ReadAsync(SyncReader reader, bool reconciles, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var run = await runs.BeginAsync(reader.PartnerId, SyncKind.Customers, reconciles, null);
        reader.Tell();
        try
        {
            await ReadAsync(reader, run, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The vendor's list of customers could not be read to its end.");
            await EndAsync(reader, run, SyncOutcome.Failed, (error as RefusedException)?.Code ?? RefusalCodes.NotSaved);
        }
    }

    private async Task ReadAsync(SyncReader reader, SyncRun run, CancellationToken cancel)
    {
        var (reading, attempts) = (new EstateReading(), 0);
        while (reading.NextPage is { } page)
        {
            if (await reader.IsStoppedAsync())
            {
                await EndAsync(reader, run, SyncOutcome.Stopped);
                return;
            }
            var reply = await client.CustomersAsync(reader.Account.Kind, reader.Account.Id, page, cancel);
            await link.TellAsync(reply);
            if (reply.Meaning is CentralMeaning.Refused or CentralMeaning.LinkRefused)
            {
                await RefusedAsync(reader, run, reply);
                return;
            }
            if (reply.Meaning != CentralMeaning.Done || reading.Take(reply.Body) is not { } records)
            {
                if (++attempts == MostAttempts)
                {
                    await EndAsync(reader, run, SyncOutcome.Failed, reply.Meaning is CentralMeaning.Limited or CentralMeaning.Full ? RefusalCodes.LinkLimited : RefusalCodes.VendorSilent);
                    return;
                }
                await reader.WaitAsync(PauseAfter(reply, attempts));
                continue;
            }
            attempts = 0;
            await pages.CustomersAsync(reader, records, reply.AskedAt, run, cancel);
            (run.Read, run.Total) = (reading.Ids.Count, reading.Total);
            await runs.SaveAsync(run);
            reader.Tell();
            if (page % LookEvery == 0)
                await reader.LookAsync();
        }
        await JudgeAsync(reader, run, reading, cancel);
    }

    private async Task JudgeAsync(SyncReader reader, SyncRun run, EstateReading reading, CancellationToken cancel)
    {
        if (!reading.IsComplete)
            await EndAsync(reader, run, SyncOutcome.Incomplete, RefusalCodes.ListIncomplete);
        else if (run.Reconciles && !await missing.FindAsync(reader, run, reading.Ids, cancel))
        {
            var stopped = await reader.IsStoppedAsync();
            await EndAsync(reader, run, stopped ? SyncOutcome.Stopped : SyncOutcome.Failed, stopped ? null : RefusalCodes.VendorSilent);
        }
        else
            await EndAsync(reader, run, SyncOutcome.Done, run.Missing > 0 ? RefusalCodes.TooManyMissing : null);
    }

    private async Task RefusedAsync(SyncReader reader, SyncRun run, CentralReply reply)
    {
        // The credentials stand, but may not read the list.
        if (reply.Meaning == CentralMeaning.Refused)
            await errors.KeepAsync(reader.PartnerId, LinkState.Ok, reply.Call, reply.Fault ?? new CentralFault(), CancellationToken.None);
        await EndAsync(reader, run, SyncOutcome.Failed, reply.Meaning == CentralMeaning.Refused ? RefusalCodes.VendorRefuses : RefusalCodes.LinkRefused);
    }

    private async Task EndAsync(SyncReader reader, SyncRun run, SyncOutcome outcome, string? problem = null)
    {
        await runs.EndAsync(run, outcome, problem);
        reader.Tell();
    }

    private TimeSpan PauseAfter(CentralReply reply, int attempts)
    {
        var pause = reply.Fault?.Until is { } until ? until - time.GetUtcNow().UtcDateTime : s_shortest * (1 << attempts);
        return pause < s_shortest ? s_shortest : pause > s_longest ? s_longest : pause;
    }
}
