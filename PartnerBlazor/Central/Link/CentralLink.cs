using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>
/// The link to the vendor's API: whose credentials they are, which partner's here, and how it stands, told by every call. That the vendor
/// stopped or began again to accept them is journalled; what passes by itself (no answer, too much at once) is only shown and logged.
/// </summary>
public sealed class CentralLink(
    CentralClient client, CentralTokens tokens, CentralHosts hosts, LinkBinding binding, LinkErrors errors, PartnerStore store,
    IOptions<CentralOptions> options, TimeProvider time, ILogger<CentralLink> log) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewNext();
    private int? _candidate;
    private bool _broken;
    private LinkStatus _status = new(options.Value.Exists() ? LinkState.Unknown : LinkState.None, time.GetUtcNow().UtcDateTime);

    /// <summary>How it stands now.</summary>
    public LinkStatus Status => Volatile.Read(ref _status);

    /// <summary>How it stands for a partner: where it is another's, or the vendor is played, there is none.</summary>
    public LinkStatus Of(int partnerId) => Status is var status && (status.PartnerId is null || status.PartnerId == partnerId)
        ? status : status with { State = LinkState.None, Account = null };

    /// <summary>Asks the vendor whose credentials these are.</summary>
    /// <param name="lane">For whom.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<LinkStatus> CheckAsync(CallLane lane, CancellationToken cancel)
    {
        if (!options.Value.Exists())
            return Status;
        await _one.WaitAsync(cancel);
        try
        {
            if (lane == CallLane.Person)
                await tokens.ForgiveAsync(cancel);
            if (await binding.CandidateAsync(cancel) is not { } candidate)
            {
                await SetAsync(Status with { State = LinkState.NoPartner }, null, cancel);
                return Status;
            }
            _candidate = candidate;
            var reply = await client.WhoAmIAsync(lane, cancel);
            if (reply.Meaning != CentralMeaning.Done)
                await TellAsync(CentralCall.WhoAmI, reply, cancel);
            else if (WhoAmI.Read(reply.Body, hosts) is not { } account)
                await TellAsync(CentralCall.WhoAmI, reply with { Meaning = CentralMeaning.Silent, Fault = new CentralFault { Status = 200 } }, cancel);
            else if (await binding.BindAsync(account, cancel) is { } partnerId)
                await SetAsync(Answered(reply) with { State = LinkState.Ok, PartnerId = partnerId, Account = account }, null, cancel);
            else
                await SetAsync(Answered(reply) with { State = LinkState.OtherPartner, Account = account }, (CentralCall.WhoAmI, new CentralFault { Status = 200 }), cancel);
            return Status;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The account with which a partner's customers may be read and told; null: the link does not stand for it.</summary>
    public async Task<VendorAccount?> AccountAsync(int partnerId, CancellationToken cancel)
    {
        var status = Status;
        // Known once, it stays good: a vendor that was silent is asked by the call itself.
        if (status.Account is null && status.State is not LinkState.OtherPartner)
            status = await CheckAsync(CallLane.Background, cancel);
        return status.PartnerId == partnerId && status.State is not LinkState.OtherPartner ? status.Account : null;
    }

    /// <summary>What a call says of the link.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="cancel">Cancels.</param>
    public Task TellAsync(CentralCall call, CentralReply reply, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var (state, fault) = reply.Meaning switch
        {
            CentralMeaning.LinkRefused => (LinkState.Refused, reply.Fault),
            CentralMeaning.Limited => (LinkState.Limited, reply.Fault),
            CentralMeaning.Silent => (LinkState.Silent, reply.Fault),
            // It said no to one thing: it answers.
            _ => (LinkState.Ok, null),
        };
        // Whose they are was not said yet: only the check finds out whether all is well.
        if (state == LinkState.Ok && Status.Account is null)
            return Task.CompletedTask;
        return SetAsync((state is LinkState.Silent or LinkState.Limited ? Status : Answered(reply)) with { State = state }, fault is null ? null : (call, fault), cancel);
    }

    /// <summary>
    /// Ends with the next change. Whoever awaits it goes on in their own context and language, which a call back from here would not; taken
    /// before looking, nothing is missed.
    /// </summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>The status changed, or the error was met again or dismissed.</summary>
    internal void Beat() => Interlocked.Exchange(ref _next, NewNext()).SetResult();

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private LinkStatus Answered(CentralReply reply) => Status with
    {
        AnsweredAt = Now,
        ClockAhead = reply.ServerTime is { } theirs ? Now - theirs : Status.ClockAhead,
    };

    private async Task SetAsync(LinkStatus next, (CentralCall Call, CentralFault Fault)? error, CancellationToken cancel)
    {
        LinkStatus before;
        lock (_lock)
        {
            before = _status;
            next = next with
            {
                Since = next.State == before.State ? before.Since : Now,
                PartnerId = next.PartnerId ?? _candidate,
                RetryAt = error?.Fault.Until,
            };
            Volatile.Write(ref _status, next);
        }
        if (next.State != before.State)
            Log(next, error?.Fault);
        if (next.PartnerId is { } id)
        {
            if (error is { } met)
                await errors.KeepAsync(id, next.State, met.Call, met.Fault, cancel);
            await JournalAsync(id, next.State, cancel);
        }
        if (next.State != before.State || error is not null || next.Account != before.Account)
            Beat();
    }

    // Between refused and accepted it may have been silent: that changes neither.
    private async Task JournalAsync(int partnerId, LinkState state, CancellationToken cancel)
    {
        var broken = state is LinkState.Refused or LinkState.OtherPartner;
        if (broken == _broken || !(broken || state == LinkState.Ok))
            return;
        _broken = broken;
        await store.WriteAsync(partnerId, Actor.Vendor, session =>
        {
            if (broken)
                session.JournalOther(JournalKinds.PartnerDisconnected, null, after: state == LinkState.Refused ? RefusalCodes.LinkRefused : RefusalCodes.LinkOtherPartner);
            else
                session.JournalOther(JournalKinds.PartnerReconnected, null);
            return Task.FromResult(true);
        }, cancel);
    }

    private void Log(LinkStatus status, CentralFault? fault)
    {
        if (status.State is LinkState.Ok)
            log.LogInformation("The vendor's API answers ({Kind} {Account}).", status.Account!.Kind, status.Account.Id);
        else if (status.State is not LinkState.NoPartner)
            log.LogWarning("The vendor's API: {State} (HTTP {Status}, {Word}, {CorrelationId}).", status.State, fault?.Status, fault?.Word, fault?.CorrelationId);
    }
}
