using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
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
            (e.CustomerId == null && (all || e.ActorId == me || e.SubjectId == me))
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

    /// <summary>The entries that hold values of a person: where they acted, where something was done to them, and answers to what they asked for.</summary>
    public static IQueryable<JournalEntry> Naming(this PartnerDb db, int partnerId, Guid personId)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Journal.Where(e => e.PartnerId == partnerId
            && (e.ActorId == personId || (e.SubjectId == personId && e.Kind != JournalKinds.JournalErased)
                || (e.Kind == JournalKinds.AssistanceAnswered && db.AssistanceRequests.Any(r => r.Id == e.SubjectId && r.ById == personId))));
    }
}
