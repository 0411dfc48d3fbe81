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

    // One whose outcome could not be written down is not sent again at once.
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(5);

    private readonly DueLoop _loop = new(s_rest, time);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Changes.Any(change => change.Kind is JournalKinds.AssistanceRequested or JournalKinds.AssistanceReminded))
            _loop.Wake();
    }

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>When the next is due (UTC); null: nothing is.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        foreach (var mail in await db.AssistanceMails.AsNoTracking().Where(m => m.NextAt <= now).OrderBy(m => m.NextAt).ToListAsync(cancel))
            await SendAsync(db, mail, cancel);
        return await db.AssistanceMails.MinAsync(m => m.NextAt, cancel);
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
        return _loop.FollowAsync(RunAsync, error => log.LogError(error, "Requests for approval could not be mailed; it is tried again."), stoppingToken);
    }

    private async Task SendAsync(PartnerDb db, AssistanceMail mail, CancellationToken cancel)
    {
        var asked = await (from request in db.AssistanceRequests
                           join customer in db.Customers on request.CustomerId equals customer.Id
                           join partner in db.Partners on request.PartnerId equals partner.Id
                           where request.Id == mail.RequestId && request.Answer == AssistanceAnswer.Pending && customer.UnlinkedAt == null
                           select new { request.ByName, customer.Contact.Email, customer.Contact.CountryCode, Customer = customer.Name, Partner = partner.Name })
            .SingleOrDefaultAsync(cancel);
        if (asked is null)
            await AsideAsync(mail, kept => kept.NextAt = null);
        else
            await RecordAsync(mail, MailAddresses.IsAddress(asked.Email)
                ? await mailer.SendAsync(asked.Email, text.Subject(asked.CountryCode, asked.Partner), text.Body(asked.CountryCode, asked.Partner, asked.ByName, asked.Customer), cancel)
                : RefusalCodes.ContactEmailMissing);
    }

    // Not cancelled: it has happened. Only the first attempt in vain is told.
    private Task RecordAsync(AssistanceMail mail, string? problem) => problem is not null && mail.Attempts > 0
        ? AsideAsync(mail, kept => Note(kept, problem, store.Now()))
        : store.WriteAsync(mail.PartnerId, Actor.Delivery, async session =>
        {
            Note(await session.Db.AssistanceMails.SingleAsync(m => m.RequestId == mail.RequestId), problem, session.Now);
            session.Journal(problem is null ? JournalKinds.AssistanceMailed : JournalKinds.AssistanceMailFailed, mail.CustomerId, mail.RequestId, after: problem);
            return true;
        }, CancellationToken.None);

    private Task AsideAsync(AssistanceMail mail, Action<AssistanceMail> change) =>
        store.WriteAsideAsync(async db => change(await db.AssistanceMails.SingleAsync(m => m.RequestId == mail.RequestId)), CancellationToken.None);

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
