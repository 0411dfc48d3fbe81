using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What came of asking for a customer's facts.</summary>
public enum Asked
{
    /// <summary>It is settled for this round, whatever the vendor said.</summary>
    Told,
    /// <summary>Nobody can be asked for now.</summary>
    NotNow,
    /// <summary>The vendor refuses also whom it told a moment ago: the credentials may not read these facts any more.</summary>
    Refused,
}

/// <summary>What the vendor answered when it was asked for a customer's facts.</summary>
/// <param name="Reply">Its last answer.</param>
/// <param name="Told">What it tells; null: it could not be asked, or its answer tells nothing that can be read.</param>
internal sealed record CustomerAnswer(CentralReply Reply, VendorReading? Told = null);

/// <summary>Asks for one kind of facts of one customer, and finds out whether a failure is the customer's, its host's or the link's.</summary>
public abstract class CustomerAsk(CentralLink link, CustomerQueue queue, VendorPages pages, AskedWrites writes, TimeProvider time)
{
    // So long after somebody's facts were told, a refusal is the customer's own.
    private static readonly TimeSpan s_sure = TimeSpan.FromMinutes(2);

    // So many others refused as well are no accident.
    private const int Controls = 3;

    private readonly Dictionary<string, DateTime> _toldAt = new(StringComparer.Ordinal);

    /// <summary>What is asked for.</summary>
    public abstract SyncKind Kind { get; }

    /// <summary>Asks, and writes down what is told.</summary>
    /// <param name="reader">For whom.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="run">Takes the numbers.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Asked> AskAsync(SyncReader reader, Guid customerId, SyncRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(run);
        var host = await HostAsync(reader, customerId, cancel);
        // It comes back when the host is asked again.
        if (IsResting(host))
            return Asked.Told;
        var answer = await ReadAsync(reader, customerId, host, cancel);
        // Before anybody is hidden anew it is asked once more: a slip of a moment would cost a technician the visit. For its devices nobody is.
        if (answer.Reply is { Meaning: CentralMeaning.Refused, Fault.Status: 403 } && Kind != SyncKind.Health && await queue.IsToldAsync(reader, Kind, customerId, cancel))
            answer = await ReadAsync(reader, customerId, host, cancel);
        await link.TellAsync(answer.Reply);
        switch (answer.Reply)
        {
            case { Meaning: CentralMeaning.Done }:
                await TakeAsync(reader, customerId, host, answer, run, cancel);
                return Asked.Told;
            case { Meaning: CentralMeaning.Refused, Fault.Status: 401 } or { Meaning: CentralMeaning.Silent, IsOfCustomer: true, Fault.Status: null }
                when (await link.CheckAsync(CallLane.Background, cancel)).State != LinkState.Ok:
                return Asked.NotNow;
            case { Meaning: CentralMeaning.Refused }:
                return await RefusedAsync(reader, customerId, host, answer.Reply, run, cancel);
            case { Meaning: CentralMeaning.Silent, IsOfCustomer: true }:
                run.Failed++;
                await writes.AskedAsync(reader, Kind, customerId, answer.Reply.AskedAt);
                await SilentAsync(reader, host, answer.Reply);
                return Asked.Told;
            default:
                return Asked.NotNow;
        }
    }

    /// <summary>The host to ask, as the list told it; null: the vendor's global one.</summary>
    private protected virtual Task<string?> HostAsync(SyncReader reader, Guid customerId, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>True: the host gave no answer lately and is left alone.</summary>
    private protected virtual bool IsResting(string? host) => false;

    /// <summary>Asks for all there is.</summary>
    private protected abstract Task<CustomerAnswer> ReadAsync(SyncReader reader, Guid customerId, string? host, CancellationToken cancel);

    /// <summary>Counts of what was written.</summary>
    private protected abstract ImportCounts CountsOf(ImportTally tally);

    /// <summary>The host gave no answer for a customer.</summary>
    private protected virtual Task SilentAsync(SyncReader reader, string? host, CentralReply reply) => Task.CompletedTask;

    /// <summary>The host refuses everybody.</summary>
    /// <returns>True: it is left alone for a while, others go on. False: there is no other host.</returns>
    private protected virtual Task<bool> LeaveAsync(SyncReader reader, string? host, CentralReply reply) => Task.FromResult(false);

    /// <summary>It answered, whatever it said.</summary>
    private protected virtual void Answered(string? host)
    {
    }

    private async Task TakeAsync(SyncReader reader, Guid customerId, string? host, CustomerAnswer answer, SyncRun run, CancellationToken cancel)
    {
        Answered(host);
        if (answer.Told is null)
            run.Failed++;
        if (answer.Told is not null && await pages.WriteAsync(reader, [customerId], answer.Told, run, CountsOf, cancel))
            _toldAt[host ?? ""] = Now;
        else
            await writes.AskedAsync(reader, Kind, customerId, answer.Reply.AskedAt);
    }

    private async Task<Asked> RefusedAsync(SyncReader reader, Guid customerId, string? host, CentralReply reply, SyncRun run, CancellationToken cancel)
    {
        if (reply.Fault?.Status is not null)
            Answered(host);
        var proof = reply.Fault?.Status is null ? Proof.None : await ProofAsync(reader, customerId, host, run, cancel);
        if (proof == Proof.NotNow)
            return Asked.NotNow;
        if (proof == Proof.AllRefused)
        {
            await writes.AskedAsync(reader, Kind, customerId, reply.AskedAt);
            (run.Failed, run.Problem) = (run.Failed + 1, RefusalCodes.VendorRefuses);
            return await LeaveAsync(reader, host, reply) ? Asked.Told : Asked.Refused;
        }
        run.Hidden++;
        await writes.HideAsync(reader, Kind, customerId, reply, isSure: proof == Proof.OthersAreTold);
        return Asked.Told;
    }

    // Else a role that lost a right for an hour would hide everybody for a day.
    private async Task<Proof> ProofAsync(SyncReader reader, Guid customerId, string? host, SyncRun run, CancellationToken cancel)
    {
        if (_toldAt.TryGetValue(host ?? "", out var told) && Now - told is var since && since < s_sure && since >= TimeSpan.Zero)
            return Proof.OthersAreTold;
        var refused = 0;
        foreach (var other in await queue.ReadableAsync(reader, Kind, customerId, host, Controls, cancel))
        {
            var theirs = await HostAsync(reader, other, cancel);
            var answer = await ReadAsync(reader, other, theirs, cancel);
            await link.TellAsync(answer.Reply);
            if (answer.Reply.Meaning is CentralMeaning.LinkRefused or CentralMeaning.Limited or CentralMeaning.Full)
                return Proof.NotNow;
            if (answer.Reply.Meaning == CentralMeaning.Done)
                await TakeAsync(reader, other, theirs, answer, run, cancel);
            // That another region tells says nothing of this one.
            if (answer.Told is not null)
                return theirs == host ? Proof.OthersAreTold : Proof.None;
            refused += answer.Reply.Meaning == CentralMeaning.Refused ? 1 : 0;
        }
        return refused == Controls ? Proof.AllRefused : Proof.None;
    }

    /// <summary>The moment (UTC).</summary>
    private protected DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>How much the vendor's clock is behind ours, as far as that is known.</summary>
    private protected TimeSpan Behind => link.Status.ClockAhead is { } ours && ours > TimeSpan.Zero ? ours : TimeSpan.Zero;

    private enum Proof
    {
        // There is nobody else to compare with.
        None,
        NotNow,
        OthersAreTold,
        AllRefused,
    }
}
