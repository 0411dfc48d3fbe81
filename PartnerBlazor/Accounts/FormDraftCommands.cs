using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>What became of saving a draft.</summary>
/// <param name="Spent">The form with this token was sent already: nothing was saved.</param>
/// <param name="CustomerId">The customer it created then; null: it was only asked for at the vendor.</param>
public sealed record DraftSaved(bool Spent, Guid? CustomerId = null);

/// <summary>
/// Half-filled forms of a person, so that they survive a lost connection and a killed server (SPEC §5). A person reads and writes only
/// their own; not journalled, it concerns nobody else.
/// </summary>
public sealed class FormDraftCommands(IDbContextFactory<PartnerDb> factory, PartnerStore store, TimeProvider time)
{
    /// <summary>How long a draft is kept after its last change.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    // A few at each save: however long the portal runs, the tables stay small.
    private const int ForgottenAtOnce = 100;

    /// <summary>The person's draft of a form; null when there is none.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="form">Which form.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.ViewingAs"/>: what somebody typed is for themselves.</exception>
    public async Task<FormDraft?> ReadAsync(PartnerScope scope, string form, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.DemandOwn();
        var since = time.GetUtcNow().UtcDateTime - Kept;
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.FormDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.PersonId == scope.PersonId && d.Form == form && d.At >= since, cancel);
    }

    /// <summary>Saves the person's draft of a form, unless a form with its token was sent: a late save must not bring back what was created.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="form">Which form.</param>
    /// <param name="token">The token the form will be sent with.</param>
    /// <param name="content">What was typed, as JSON.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">The database cannot write (<see cref="RefusalCodes.Busy"/>, <see cref="RefusalCodes.NotSaved"/>).</exception>
    public async Task<DraftSaved> SaveAsync(PartnerScope scope, string form, Guid token, string content, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.DemandOwn();
        var saved = new DraftSaved(false);
        await store.WriteAsideAsync(async db =>
        {
            if (await db.SentForms.FindAsync([scope.PartnerId, scope.PersonId, token], CancellationToken.None) is { } sent)
            {
                saved = new DraftSaved(true, sent.CustomerId);
                return;
            }
            var now = time.GetUtcNow().UtcDateTime;
            var draft = await db.FormDrafts.FindAsync([scope.PersonId, form], CancellationToken.None);
            if (draft is null)
                db.FormDrafts.Add(draft = new FormDraft { PersonId = scope.PersonId, Form = form, Content = content });
            (draft.Token, draft.Content, draft.At) = (token, content, now);
            await ForgetOldAsync(db, now);
        }, cancel);
        return saved;
    }

    /// <summary>Forgets the person's draft of a form.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="form">Which form.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException">The database cannot write.</exception>
    public Task DiscardAsync(PartnerScope scope, string form, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.DemandOwn();
        return store.WriteAsideAsync(async db =>
        {
            if (await db.FormDrafts.FindAsync([scope.PersonId, form], CancellationToken.None) is { } draft)
                db.FormDrafts.Remove(draft);
        }, cancel);
    }

    private static async Task ForgetOldAsync(PartnerDb db, DateTime now)
    {
        var (drafts, sent) = (now - Kept, now - AccountCommands.Kept);
        // Asked of the objects too: the one being saved is old in the database still.
        db.FormDrafts.RemoveRange((await db.FormDrafts.Where(d => d.At < drafts).OrderBy(d => d.At).Take(ForgottenAtOnce).ToListAsync())
            .Where(d => d.At < drafts));
        db.SentForms.RemoveRange(await db.SentForms.Where(f => f.At < sent).OrderBy(f => f.At).Take(ForgottenAtOnce).ToListAsync());
    }
}
