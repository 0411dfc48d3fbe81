using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>
/// The link to the vendor's API: whose credentials they are, which partner's here, and how it stands, told by every call that reached the
/// vendor.
/// </summary>
public sealed class CentralLink(
    CentralClient client, CentralTokens tokens, CentralHosts hosts, LinkBinding binding, LinkErrors errors, LinkJournal journal,
    IOptions<CentralOptions> options, TimeProvider time, ILogger<CentralLink> log) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private readonly NextNews _news = new();
    private CancellationTokenSource? _background;
    private LinkStatus _status = new(options.Value.Exists() ? LinkState.Unknown : LinkState.None, time.GetUtcNow().UtcDateTime);

    /// <summary>How it stands now.</summary>
    public LinkStatus Status => Volatile.Read(ref _status);

    /// <summary>Ends with the next change. Taken before looking, nothing is missed.</summary>
    public Task Next => _news.Task;

    /// <summary>How it stands for a partner: where it is another's, or the vendor is played, there is none.</summary>
    public LinkStatus Of(int partnerId) => Status is var status && (status.PartnerId is null || status.PartnerId == partnerId)
        ? status : status with { State = LinkState.None, Account = null };

    /// <summary>Asks the vendor whose credentials these are. A person does not wait for a check nobody waits for: that one ends.</summary>
    /// <param name="lane">For whom.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<LinkStatus> CheckAsync(CallLane lane, CancellationToken cancel)
    {
        if (!options.Value.Exists())
            return Status;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (lane == CallLane.Person)
            EndBackground();
        await _one.WaitAsync(cancel);
        try
        {
            if (lane == CallLane.Background)
                Begin(ends);
            else
                await tokens.ForgiveAsync(cancel);
            await AskAsync(lane, ends.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A person asks instead.
        }
        finally
        {
            Begin(null);
            _one.Release();
        }
        return Status;
    }

    /// <summary>The account with which a partner's customers may be read and told; null: the link does not stand for it.</summary>
    public async Task<VendorAccount?> AccountAsync(int partnerId, CancellationToken cancel)
    {
        // Known once, it stays good: a vendor that was silent is asked by the call itself. Another partner's is asked anew by the watch alone.
        var status = Status is { Account: null, State: not LinkState.OtherPartner } ? await CheckAsync(CallLane.Background, cancel) : Status;
        return status.PartnerId == partnerId ? status.Account : null;
    }

    /// <summary>What an answer says of the link. What nobody was asked for says nothing.</summary>
    public Task TellAsync(CentralReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        LinkState? state = reply switch
        {
            { Meaning: CentralMeaning.Full } or { Fault.Again: true } => null,
            // It answered meanwhile.
            { Meaning: CentralMeaning.Silent } when Status.AnsweredAt > reply.AskedAt => null,
            { Meaning: CentralMeaning.Silent, IsOfCustomer: true } => null,
            // It answers, only not to this one thing.
            { Meaning: CentralMeaning.Silent, Call: CentralCall.Create, Fault.Status: not null } => null,
            { Meaning: CentralMeaning.LinkRefused } => LinkState.Refused,
            { Meaning: CentralMeaning.Limited } => LinkState.Limited,
            { Meaning: CentralMeaning.Silent } => LinkState.Silent,
            // Whose they are only the check finds out; that the vendor said no to one thing says that it answers.
            _ => Status.Account is null ? null : LinkState.Ok,
        };
        return state is not { } now ? Task.CompletedTask
            : SetAsync(status => (reply.Meaning == CentralMeaning.Silent ? status : Answered(status, reply)) with
            {
                // Only a check that binds leads out of it.
                State = status.State == LinkState.OtherPartner ? LinkState.OtherPartner : now,
                RetryAt = reply.Fault?.Until,
            }, now == LinkState.Ok ? null : (now, reply));
    }

    /// <summary>Whether what is read from the vendor is older than planned.</summary>
    public void TellLate(bool late)
    {
        lock (_lock)
        {
            if (_status.IsLate == late)
                return;
            Volatile.Write(ref _status, _status with { IsLate = late });
        }
        if (late)
            log.LogWarning("What is read from the vendor's API is older than planned.");
        Beat();
    }

    /// <summary>The status changed, or the error was met again or dismissed.</summary>
    internal void Beat() => _news.Tell();

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task AskAsync(CallLane lane, CancellationToken cancel)
    {
        if (await binding.CandidateAsync(cancel) is not { } candidate)
        {
            await SetAsync(status => status with { State = LinkState.NoPartner }, null);
            return;
        }
        lock (_lock)
            _status = _status with { PartnerId = candidate };
        var reply = await client.WhoAmIAsync(lane, cancel);
        if (reply.Meaning != CentralMeaning.Done)
            await TellAsync(reply);
        else if (WhoAmI.Read(reply.Body, hosts) is not { } account)
            await TellAsync(reply with { Meaning = CentralMeaning.Silent, Fault = new CentralFault { Status = 200 } });
        else if (await binding.BindAsync(account, CancellationToken.None) is { } partnerId)
            await SetAsync(status => Answered(status, reply) with { State = LinkState.Ok, PartnerId = partnerId, Account = account, Foreign = null, RetryAt = null }, null);
        else
            await SetAsync(status => Answered(status, reply) with { State = LinkState.OtherPartner, Account = null, Foreign = account.Id, RetryAt = null },
                (LinkState.OtherPartner, reply with { Fault = new CentralFault { Status = 200 } }));
    }

    private void EndBackground()
    {
        lock (_lock)
            _background?.Cancel();
    }

    private void Begin(CancellationTokenSource? background)
    {
        lock (_lock)
            _background = background;
    }

    private LinkStatus Answered(LinkStatus status, CentralReply reply)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return status with { AnsweredAt = now, ClockAhead = reply.ServerTime is { } theirs ? now - theirs : status.ClockAhead };
    }

    private async Task SetAsync(Func<LinkStatus, LinkStatus> change, (LinkState State, CentralReply Reply)? error)
    {
        LinkStatus before, next;
        lock (_lock)
        {
            before = _status;
            next = change(before);
            if (next.State != before.State)
                next = next with { Since = time.GetUtcNow().UtcDateTime };
            Volatile.Write(ref _status, next);
        }
        if (next.State != before.State)
            Log(next, error?.Reply.Fault);
        try
        {
            if (next.PartnerId is { } partnerId)
            {
                if (error is { } met)
                    await errors.KeepAsync(partnerId, met.State, met.Reply.Call, met.Reply.Fault ?? new CentralFault(), CancellationToken.None);
                if (next.State != before.State)
                    await journal.TellAsync(partnerId, next.State);
            }
        }
        catch (RefusedException busy)
        {
            // What the vendor said of the call itself stays true; what could not be written down is said by the log.
            log.LogError(busy, "How the link to the vendor stands could not be written down ({State}).", next.State);
        }
        if (next.State != before.State || error is not null || next.Account != before.Account)
            Beat();
    }

    private void Log(LinkStatus status, CentralFault? fault)
    {
        if (status is { State: LinkState.Ok, Account: { } account })
            log.LogInformation("The vendor's API answers ({Kind} {Account}).", account.Kind, account.Id);
        else if (status.State is not LinkState.NoPartner)
            log.LogWarning("The vendor's API: {State} (HTTP {Status}, {Word}, {CorrelationId}).", status.State, fault?.Status, fault?.Word, fault?.CorrelationId);
    }
}
