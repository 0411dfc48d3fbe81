using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>The list of rules that are always loud: of people with <see cref="Permission.ManagePeople"/> (Super Admins).</summary>
public sealed class LoudCommands(PartnerStore store)
{
    /// <summary>Puts a rule on the list. Whatever of it is snoozed is brought back (<see cref="AlertCalendar"/>).</summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="rule">The vendor's rule, as <see cref="Alert.Rule"/>.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>; <see cref="RefusalCodes.NotFound"/>: no alert is or was of this rule.</exception>
    public Task AddAsync(PartnerScope scope, string rule, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            session.Scope.Demand(Permission.SeeAlerts);
            if (rule.Length == 0 || !await session.Db.Alerts.AnyAsync(a => a.PartnerId == session.PartnerId && a.Rule == rule, CancellationToken.None))
                throw new RefusedException(RefusalCodes.NotFound);
            if (await session.Db.LoudRules.FindAsync(session.PartnerId, rule) is not null)
                return false;
            session.Db.LoudRules.Add(new LoudRule { PartnerId = session.PartnerId, Rule = rule, At = session.Now, ById = session.Scope.PersonId });
            session.JournalOther(JournalKinds.LoudAdded, null, item: rule);
            return true;
        }, cancel);
    }

    /// <summary>Takes a rule off the list; one that is not on it is no error.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public Task RemoveAsync(PartnerScope scope, string rule, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            session.Scope.Demand(Permission.SeeAlerts);
            if (await session.Db.LoudRules.FindAsync(session.PartnerId, rule) is not { } loud)
                return false;
            session.Db.LoudRules.Remove(loud);
            session.JournalOther(JournalKinds.LoudRemoved, null, item: rule);
            return true;
        }, cancel);
    }
}
