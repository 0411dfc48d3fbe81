using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>The one place where it is decided which entries of the journal exist for whom (SPEC §2).</summary>
public static class JournalReads
{
    // How, when and from where somebody signs in is between them and the Super Admins.
    private static readonly string[] s_private =
        [JournalKinds.SignedIn, JournalKinds.PersonCredentials, JournalKinds.LockedOut, JournalKinds.SessionsEnded, JournalKinds.PersonViewedAs];

    /// <summary>
    /// The entries that exist for a person. Of customers: those in scope; for whom all customers are, unlinked ones too. Of alerts: only with
    /// <see cref="Permission.SeeAlerts"/> and while the customer lets the partner look. Of the partner itself: all for whom all customers are in
    /// scope, else what they did or what was done to them. Sign-ins of others: only for Super Admins.
    /// </summary>
    public static IQueryable<JournalEntry> InAudit(this PartnerDb db, PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ReadAudit);
        var (me, all, orders, alerts) = (scope.PersonId, scope.AllCustomers, scope.MspFlexConnect, scope.May(Permission.SeeAlerts));
        var rows = db.CustomerRows.InScope(db, scope);
        var entries = db.Journal.AsNoTracking().Where(e => e.PartnerId == scope.PartnerId && (
            (e.CustomerId == null && (all || e.ActorId == me || e.SubjectId == me) && (alerts || !e.Kind.StartsWith("loud.")))
            || rows.Any(r => r.Id == e.CustomerId && (!e.Kind.StartsWith("alert.") || (alerts && r.Assistance == PartnerAssistance.On)))
            || (all && db.Customers.Any(c => c.Id == e.CustomerId && c.UnlinkedAt != null && (orders || c.Origin != CustomerOrigin.ManagedOrder)
                && (!e.Kind.StartsWith("alert.") || (alerts && c.PartnerAssistance == PartnerAssistance.On))))));
        return scope.May(Permission.ManagePeople) ? entries
            : entries.Where(e => !s_private.Contains(e.Kind) || e.ActorId == me || e.SubjectId == me);
    }

    /// <summary>The address an entry was made from, for whom it is: Super Admins, and the person themselves.</summary>
    public static string AddressFor(this JournalPayload payload, PartnerScope scope, Guid? actorId)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(scope);
        return scope.May(Permission.ManagePeople) || actorId == scope.PersonId ? payload.Address ?? "" : "";
    }

    /// <summary>
    /// The values of an entry, for whom they are: a person's scope is told by names of customers and groups, and somebody with a scope of
    /// their own learns only that it is another. Names of people and of built-in roles are no secret.
    /// </summary>
    public static JournalPayload PayloadFor(this Change change, PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(scope);
        var payload = change.Payload;
        // A custom role looks like a customer's name here: it is not told either.
        return scope.AllCustomers || change.Kind != JournalKinds.PersonChanged || payload.Before == payload.Item || (IsRole(payload.Before) && IsRole(payload.After))
            ? payload : payload with { Before = null, After = null };
    }

    private static bool IsRole(string? word) => word is not null && Enum.GetNames<Role>().Contains(word);

    /// <summary>The entries that hold values of a person: where they acted, where something was done to them, and answers to what they asked for.</summary>
    public static IQueryable<JournalEntry> Naming(this PartnerDb db, int partnerId, Guid personId)
    {
        ArgumentNullException.ThrowIfNull(db);
        var requests = db.AssistanceRequests.Where(r => r.ById == personId).Select(r => (Guid?)r.Id);
        return db.Journal.Where(e => e.PartnerId == partnerId
            && (e.ActorId == personId || (e.SubjectId == personId && e.Kind != JournalKinds.JournalErased)
                || (requests.Contains(e.SubjectId) && e.Kind == JournalKinds.AssistanceAnswered)));
    }

    /// <summary>
    /// How many of those entries are later than a moment: each kind of them is counted by its own index, where one question for all would read
    /// the whole journal.
    /// </summary>
    public static async Task<int> CountNamingAsync(this PartnerDb db, int partnerId, Guid personId, DateTime after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        // Every number is above zero: SQLite takes the condition for none its index of the times could serve, and asks for the person first.
        var journal = db.Journal.Where(e => e.PartnerId == partnerId && (e.PartnerSeq > 0 ? e.At : after) > after);
        var others = journal.Where(e => e.ActorId != personId);
        var requests = db.AssistanceRequests.Where(r => r.ById == personId).Select(r => (Guid?)r.Id);
        return await journal.CountAsync(e => e.ActorId == personId, cancel)
            + await others.CountAsync(e => e.SubjectId == personId && e.Kind != JournalKinds.JournalErased, cancel)
            + await others.CountAsync(e => requests.Contains(e.SubjectId) && e.Kind == JournalKinds.AssistanceAnswered, cancel);
    }
}
