using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PartnerBlazor.Store;

/// <summary>
/// Takes a person's values out of the records beside the journal, in the transaction that takes the last of them out of the journal. The
/// record stays, so that what was done still belongs to somebody; nobody's customers change by it, so it goes past their rows and versions.
/// </summary>
public static class PersonErasure
{
    /// <summary>Erases name, address, account, sign-ins and drafts of a person of the session's partner.</summary>
    /// <param name="session">The write.</param>
    /// <param name="personId">The person; may no longer sign in.</param>
    public static async Task ErasePersonAsync(this WriteSession session, Guid personId)
    {
        ArgumentNullException.ThrowIfNull(session);
        var db = session.Db;
        var person = await db.People.SingleAsync(p => p.Id == personId && p.PartnerId == session.PartnerId);
        // No address, and nobody else's: the true one may be given to somebody again.
        (person.Name, person.Email, person.ErasedAt) = (Person.ErasedName, $"erased-{personId:N}", session.Now);
        await db.AssistanceRequests.Where(r => r.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(r => r.ByName, ""));
        await db.Customers.Where(c => c.PartnerId == session.PartnerId && c.Unlink.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(c => c.Unlink.ByName, ""));
        await db.Customers.Where(c => c.PartnerId == session.PartnerId && c.BillingAsked.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(c => c.BillingAsked.ByName, ""));
        await db.Customers.Where(c => c.PartnerId == session.PartnerId && c.ProductsAsked.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(c => c.ProductsAsked.ByName, ""));
        await db.AccountRequests.Where(r => r.PartnerId == session.PartnerId && r.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(r => r.ByName, ""));
        await db.NameDeliveries.Where(d => d.PartnerId == session.PartnerId && d.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(d => d.ByName, ""));
        await db.Alerts.Where(a => a.PartnerId == session.PartnerId && a.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(a => a.ByName, ""));
        await db.Alerts.Where(a => a.PartnerId == session.PartnerId && a.ResolveById == personId).ExecuteUpdateAsync(set => set.SetProperty(a => a.ResolveByName, ""));
        await db.AlertNotes.Where(n => n.PartnerId == session.PartnerId && n.ById == personId).ExecuteUpdateAsync(set => set.SetProperty(n => n.ByName, ""));
        await db.Set<IdentityUserLogin<Guid>>().Where(l => l.UserId == personId).ExecuteDeleteAsync();
        await db.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == personId).ExecuteDeleteAsync();
        await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == personId).ExecuteDeleteAsync();
        await db.Accounts.Where(a => a.Id == personId).ExecuteDeleteAsync();
        await db.SignIns.Where(s => s.PersonId == personId).ExecuteDeleteAsync();
        await db.LaunchTokens.Where(t => t.PersonId == personId).ExecuteDeleteAsync();
        await db.FormDrafts.Where(d => d.PersonId == personId).ExecuteDeleteAsync();
        await db.Preferences.Where(p => p.PersonId == personId).ExecuteDeleteAsync();
    }
}
