using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>
/// Sends new accounts that were asked for to the vendor, one after the other (SPEC §9; domain.md B5): at start (what was left when the program ended), as soon as
/// one is asked for, and after a pause where the vendor could not be reached. Where no answer says what became of one, the vendor's list is waited for:
/// one that is in it was created, one that is not is sent again, twice at most; then a person looks.
/// </summary>
public sealed class RequestSender(
    RequestOutcomes outcomes, IDbContextFactory<PartnerDb> factory, CentralClient client, CentralLink link, ChangeFeed feed, TimeProvider time, ILogger<RequestSender> log)
    : BackgroundService, IChangeListener
{
    /// <summary>So often it is sent without a word before a person looks.</summary>
    public const int MostSends = 3;

    /// <summary>A list that begins so much later shows what was created.</summary>
    public static readonly TimeSpan Appears = TimeSpan.FromMinutes(10);

    /// <summary>Where no list came for so long, a person looks.</summary>
    public static readonly TimeSpan MostWaiting = TimeSpan.FromHours(4);

    // For what comes by itself: the first list, a link, the list after a silence.
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    // What was answered is written down before anything else is done; the database may be busy or full for a while.
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(5);

    private readonly DueLoop _loop = new(s_soon, time);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Accounts)
            _loop.Wake();
    }

    /// <summary>Looks what became of what was sent, and sends what is due now.</summary>
    /// <returns>When there is more to do (UTC); null: nothing is under way.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        await outcomes.ForgetAsync();
        foreach (var sent in await ReadAsync(cancel, AccountRequestState.Sent))
            await GuardAsync(sent, () => JudgeAsync(sent, cancel));
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var partner in (await ReadAsync(cancel, AccountRequestState.Waiting)).Where(request => request.NextAt <= now).GroupBy(request => request.PartnerId))
            await SendAsync(partner.Key, [.. partner], cancel);
        now = time.GetUtcNow().UtcDateTime;
        return (await ReadAsync(cancel, AccountRequestState.Waiting, AccountRequestState.Sent)).Select(request => (DateTime?)(
            request.State == AccountRequestState.Waiting ? request.NextAt : request.SentAt + Appears > now + s_soon ? request.SentAt!.Value + Appears : now + s_soon)).Min();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _loop.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Listen(this);
        return _loop.FollowAsync(RunAsync, error => log.LogError(error, "New accounts could not be sent to the vendor; it is tried again."), stoppingToken);
    }

    private async Task<List<AccountRequest>> ReadAsync(CancellationToken cancel, params AccountRequestState[] states)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.AccountRequests.AsNoTracking().Where(r => states.Contains(r.State)).OrderBy(r => r.AskedAt).ToListAsync(cancel);
    }

    // A customer in the list was recognised while it was read (RequestLook): one that is still here was not in it.
    private async Task JudgeAsync(AccountRequest sent, CancellationToken cancel)
    {
        // Nothing is on its way while this runs: the program ended before the answer was written down.
        if (sent.Problem is null)
        {
            await outcomes.SilentAsync(sent);
            return;
        }
        var since = sent.SentAt + Appears;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var list = await db.SyncRuns.AsNoTracking().Where(r => r.PartnerId == sent.PartnerId && r.Kind == SyncKind.Customers && r.Outcome == SyncOutcome.Done && r.StartedAt >= since)
            .OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
        if (list is null)
        {
            if (sent.SentAt + MostWaiting < time.GetUtcNow().UtcDateTime)
                await outcomes.UnclearAsync(sent, AccountRequestState.Sent, RefusalCodes.CustomersNotRead);
            return;
        }
        // Among those of a list that could not be taken over it may have been.
        if (list.Failed == 0 && sent.Sends < MostSends)
            await outcomes.UnseenAsync(sent);
        else
            await outcomes.UnclearAsync(sent, AccountRequestState.Sent, RefusalCodes.AccountUnseen);
    }

    private async Task SendAsync(int partnerId, IReadOnlyList<AccountRequest> due, CancellationToken cancel)
    {
        if (await WhyNotYetAsync(partnerId, cancel) is { } problem)
        {
            foreach (var request in due)
                await WaitsAsync(request, problem);
            return;
        }
        CentralReply? undone = null;
        foreach (var request in due)
        {
            // The next would not get there either: all wait.
            await GuardAsync(request, async () =>
            {
                undone ??= await SendAsync(request, cancel);
                if (undone is not null)
                    await KeepAsync(() => outcomes.NotSentAsync(request, ProblemOf(undone), undone.Fault?.Until), cancel);
            });
        }
    }

    private Task WaitsAsync(AccountRequest request, string problem) => outcomes.WaitsAsync(request, problem, time.GetUtcNow().UtcDateTime + s_soon);

    // One that cannot be handled holds up nobody else; it is looked at again.
    private async Task GuardAsync(AccountRequest request, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "New account {RequestId} could not be handled; it is tried again.", request.Id);
            await WaitsAsync(request, RefusalCodes.NotSaved);
        }
    }

    private async Task<string?> WhyNotYetAsync(int partnerId, CancellationToken cancel)
    {
        if (await link.AccountAsync(partnerId, cancel) is not { Kind: VendorKind.Partner })
            return link.Of(partnerId).State switch
            {
                LinkState.Refused => RefusalCodes.LinkRefused,
                LinkState.Limited => RefusalCodes.LinkLimited,
                LinkState.OtherPartner => RefusalCodes.LinkOtherPartner,
                LinkState.Unknown or LinkState.Silent => RefusalCodes.VendorSilent,
                // Of an account that cannot create customers, too.
                _ => RefusalCodes.NotConnected,
            };
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.SyncRuns.AnyAsync(r => r.PartnerId == partnerId && r.Kind == SyncKind.Customers && r.Outcome == SyncOutcome.Done, cancel) ? null : RefusalCodes.CustomersNotRead;
    }

    // The answer where it did not reach the vendor; null: it did, or is not to.
    private async Task<CentralReply?> SendAsync(AccountRequest request, CancellationToken cancel)
    {
        // Before it is written down as sent: what cannot be read never is.
        var tenant = request.Draft is { } draft && SavedForm.Read(draft) is { } saved ? RequestTenants.Of(request.Kind, saved.Draft) : null;
        if (await link.AccountAsync(request.PartnerId, cancel) is not { Kind: VendorKind.Partner } account || !await outcomes.BeginAsync(request) || tenant is null)
            return null;
        var reply = await client.CreateAsync(account.Id, tenant);
        if (reply.IsUndone)
        {
            await link.TellAsync(reply);
            return reply;
        }
        await KeepAsync(() => KeepAsync(request, reply), cancel);
        await link.TellAsync(reply);
        return null;
    }

    private Task KeepAsync(AccountRequest request, CentralReply reply)
    {
        if (reply.Meaning == CentralMeaning.Refused)
            return outcomes.RefusedAsync(request, CodeOf(reply.Fault?.Status), reply.Fault?.CorrelationId);
        if (reply.Meaning != CentralMeaning.Done || !Guid.TryParse(VendorPages.Read(() => IdOf(reply.Body)), out var id) || id == Guid.Empty)
            return outcomes.SilentAsync(request);
        var source = new AnswerSource(nameof(CentralCall.Create), reply.AskedAt);
        return outcomes.CreatedAsync(request, id, VendorPages.Read(() => new RecordReader(new ImportTally()).Customer(source, reply.Body)));
    }

    private async Task KeepAsync(Func<Task> keep, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await keep();
                return;
            }
            catch (RefusedException busy)
            {
                log.LogError(busy, "What became of a new account at the vendor could not be written down; it is tried again.");
                await Task.Delay(s_again, time, cancel);
            }
        }
    }

    private static string? IdOf(JsonElement body) => body.Get("id").Text();

    // No document tells which field is at fault (domain.md B12).
    private static string CodeOf(int? status) => status switch
    {
        400 or 422 => RefusalCodes.AccountInvalid,
        403 => RefusalCodes.AccountNotAllowed,
        409 => RefusalCodes.AccountExists,
        _ => RefusalCodes.AccountRefused,
    };

    private static string ProblemOf(CentralReply reply) => reply.Meaning switch
    {
        CentralMeaning.LinkRefused => RefusalCodes.LinkRefused,
        CentralMeaning.Limited or CentralMeaning.Full => RefusalCodes.LinkLimited,
        _ => RefusalCodes.VendorSilent,
    };
}
