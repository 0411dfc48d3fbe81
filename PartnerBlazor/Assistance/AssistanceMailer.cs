using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Delivery;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>
/// Sends the mails that requests for approval are: at start (what was left when the program ended), as soon as one is due, and after a pause where
/// the mail server did not take it. What nobody waits for any more is not sent.
/// </summary>
public sealed class AssistanceMailer(
    PartnerStore store, IDbContextFactory<PartnerDb> factory, IMailer mailer, AssistanceMailText text, ChangeFeed feed, TimeProvider time, ILogger<AssistanceMailer> log)
    : BackgroundService, IChangeListener
{
    /// <summary>So often it is tried by itself.</summary>
    public const int MostAttempts = 24;

    // A sleeping machine must not make it sleep on.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.Changes.Any(change => change.Kind is JournalKinds.AssistanceRequested or JournalKinds.AssistanceReminded))
            return;
        lock (_wake)
            if (_wake.CurrentCount == 0)
                _wake.Release();
    }

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>When the next is due (UTC); null: nothing is.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        List<Guid> due;
        var now = Now;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            due = await db.AssistanceMails.Where(m => m.NextAt <= now).OrderBy(m => m.NextAt).Select(m => m.RequestId).ToListAsync(cancel);
        foreach (var id in due)
            await SendAsync(id, cancel);
        await using var after = await factory.CreateDbContextAsync(cancel);
        return await after.AssistanceMails.MinAsync(m => m.NextAt, cancel);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Listen(this);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = s_longestWait;
            try
            {
                wait = await RunAsync(stoppingToken) - Now is { } pause && pause < s_longestWait ? pause : s_longestWait;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(error, "Requests for approval could not be mailed; it is tried again.");
            }
            // One that could not be written down is not sent again at once.
            await _wake.WaitAsync(wait > DeliveryRules.Shortest ? wait : DeliveryRules.Shortest, stoppingToken);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task SendAsync(Guid requestId, CancellationToken cancel)
    {
        string? problem = null;
        var waits = false;
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            var asked = await (from request in db.AssistanceRequests
                               join customer in db.Customers on request.CustomerId equals customer.Id
                               join partner in db.Partners on request.PartnerId equals partner.Id
                               where request.Id == requestId && request.Answer == AssistanceAnswer.Pending && customer.UnlinkedAt == null
                               select new { request.ByName, customer.Contact.Email, customer.Contact.CountryCode, Customer = customer.Name, Partner = partner.Name })
                .SingleOrDefaultAsync(cancel);
            waits = asked is not null;
            if (asked is not null)
                problem = MailAddresses.IsAddress(asked.Email)
                    ? await mailer.SendAsync(asked.Email, text.Subject(asked.CountryCode, asked.Partner), text.Body(asked.CountryCode, asked.Partner, asked.ByName, asked.Customer), cancel)
                    : RefusalCodes.ContactEmailMissing;
        }
        if (!waits)
            await store.WriteAsideAsync(async db => (await db.AssistanceMails.SingleAsync(m => m.RequestId == requestId)).NextAt = null, CancellationToken.None);
        else
            await RecordAsync(requestId, problem);
    }

    // Not cancelled: it has happened. Only the first attempt in vain is told.
    private async Task RecordAsync(Guid requestId, string? problem)
    {
        await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
        var known = await db.AssistanceMails.AsNoTracking().SingleAsync(m => m.RequestId == requestId);
        if (problem is not null && known.Attempts > 0)
        {
            await store.WriteAsideAsync(async aside => Note(await aside.AssistanceMails.SingleAsync(m => m.RequestId == requestId), problem, store.Now()), CancellationToken.None);
            return;
        }
        await store.WriteAsync(known.PartnerId, Actor.Delivery, async session =>
        {
            Note(await session.Db.AssistanceMails.SingleAsync(m => m.RequestId == requestId), problem, session.Now);
            session.Journal(problem is null ? JournalKinds.AssistanceMailed : JournalKinds.AssistanceMailFailed, known.CustomerId, requestId, after: problem);
            return true;
        }, CancellationToken.None);
    }

    private static void Note(AssistanceMail mail, string? problem, DateTime now)
    {
        mail.Problem = problem;
        if (problem is null)
            (mail.SentAt, mail.NextAt, mail.Attempts) = (now, null, 0);
        else
            // Without an address, and after half a day in vain, it waits for a person.
            mail.NextAt = problem == RefusalCodes.ContactEmailMissing || ++mail.Attempts >= MostAttempts ? null : now + DeliveryRules.Pause(mail.Attempts);
    }
}
