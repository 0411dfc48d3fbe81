using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What came of asking for a customer's licences.</summary>
public enum Asked
{
    /// <summary>It is settled for this round, whatever the vendor said.</summary>
    Told,
    /// <summary>Nobody can be asked for now.</summary>
    NotNow,
    /// <summary>The vendor refuses also whom it told a moment ago: the credentials may not read licences any more.</summary>
    Refused,
}

/// <summary>Asks for one customer's licences, and finds out whether a failure is the customer's or the link's.</summary>
public sealed class LicenceAsk(CentralClient client, CentralLink link, LicenceQueue queue, VendorPages pages, LicenceWords words, TimeProvider time)
{
    // So long after somebody's licences were told, a refusal is the customer's own.
    private static readonly TimeSpan s_sure = TimeSpan.FromMinutes(2);

    private DateTime _toldAt;

    /// <summary>Asks, and writes down what is told.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="run">Takes the numbers.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Asked> AskAsync(SyncReader reader, Guid customerId, SyncRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(run);
        var reply = await client.LicencesAsync(customerId, cancel);
        await link.TellAsync(reply);
        switch (reply)
        {
            case { Meaning: CentralMeaning.Done }:
                await TakeAsync(reader, customerId, reply, run, cancel);
                return Asked.Told;
            case { Meaning: CentralMeaning.Refused, Fault.Status: 401 } or { Meaning: CentralMeaning.Silent, Call: CentralCall.Licences, Fault.Status: null }
                when (await link.CheckAsync(CallLane.Background, cancel)).State != LinkState.Ok:
                return Asked.NotNow;
            case { Meaning: CentralMeaning.Refused }:
                if (await IsRefusedToAllAsync(reader, customerId, run, cancel))
                    return Asked.Refused;
                run.Hidden++;
                await words.HideAsync(reader, customerId, reply);
                return Asked.Told;
            case { Meaning: CentralMeaning.Silent, Call: CentralCall.Licences }:
                await FailAsync(reader, customerId, reply, run);
                return Asked.Told;
            default:
                return Asked.NotNow;
        }
    }

    private async Task TakeAsync(SyncReader reader, Guid customerId, CentralReply reply, SyncRun run, CancellationToken cancel)
    {
        if (await pages.LicencesAsync(reader.PartnerId, reader.Account, customerId, reply, run, cancel))
            _toldAt = Now;
        else
            await words.AskedAsync(reader.PartnerId, customerId, reply.AskedAt);
    }

    // Else a role that lost a right for an hour would hide everybody for a day.
    private async Task<bool> IsRefusedToAllAsync(SyncReader reader, Guid customerId, SyncRun run, CancellationToken cancel)
    {
        if (Now - _toldAt is var since && since < s_sure && since >= TimeSpan.Zero)
            return false;
        if (await queue.ReadableAsync(reader.PartnerId, reader.Account, customerId, cancel) is not { } other)
            return false;
        var reply = await client.LicencesAsync(other, cancel);
        if (reply.Meaning == CentralMeaning.Done)
            await TakeAsync(reader, other, reply, run, cancel);
        return reply.Meaning == CentralMeaning.Refused;
    }

    private Task FailAsync(SyncReader reader, Guid customerId, CentralReply reply, SyncRun run)
    {
        run.Failed++;
        return words.AskedAsync(reader.PartnerId, customerId, reply.AskedAt);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
