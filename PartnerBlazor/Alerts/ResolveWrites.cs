using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>
/// Asks the vendor to resolve alerts, inside a write (SPEC §6, §9). The vendor's own alerts behind an entry are named now: one that is raised a moment later was seen by nobody. The demo's
/// vendor is played here and does it at once; nobody else's vendor does anything for being asked.
/// </summary>
internal sealed class ResolveWrites
{
    private readonly WriteSession? _session;
    private readonly Partner? _partner;
    private readonly ILookup<Guid, AlertOccurrence> _open;
    private readonly ILookup<Guid, AlertAction> _earlier;

    private ResolveWrites(WriteSession? session, Partner? partner, IEnumerable<AlertOccurrence> open, IEnumerable<AlertAction> earlier) =>
        (_session, _partner, _open, _earlier) = (session, partner, open.ToLookup(one => one.AlertId), earlier.ToLookup(one => one.AlertId));

    /// <summary>Nothing is to be resolved.</summary>
    public static ResolveWrites None { get; } = new(null, null, [], []);

    /// <summary>The vendor is played here: what is asked for is done.</summary>
    public bool IsPlayed => _partner is { Demo: true };

    /// <summary>Reads what it takes.</summary>
    public static async Task<ResolveWrites> BeginAsync(WriteSession session, Guid[] alertIds)
    {
        var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId);
        return new ResolveWrites(session, partner,
            await session.Db.AlertOccurrences.AsNoTracking().Where(o => alertIds.Contains(o.AlertId) && o.ClosedAt == null).ToListAsync(),
            await session.Db.AlertActions.Where(a => alertIds.Contains(a.AlertId)).ToListAsync());
    }

    /// <summary>Asks for one.</summary>
    /// <returns>Why it cannot be asked; null: it is.</returns>
    public Refusal? Ask(Alert alert, AlertAct act)
    {
        var session = _session!;
        var action = AlertRules.ActionOf(alert, act.Action)!;
        if (IsPlayed)
        {
            alert.AskResolve(session.Scope.PersonId, session.Scope.PersonName, session.Now);
            alert.Close(session.Now);
            session.Journal(JournalKinds.AlertResolved, alert.CustomerId, alert.Id, alert.Description, alert.Severity.ToString());
            return null;
        }
        if (!_partner!.IsConnected)
            return new Refusal(RefusalCodes.NotConnected);
        if (!_open.Contains(alert.Id))
            return new Refusal(RefusalCodes.AlertNotRead);
        // What came of an earlier attempt is over.
        session.Db.AlertActions.RemoveRange(_earlier[alert.Id].ExceptBy(_open[alert.Id].Select(one => one.VendorId), one => one.VendorId));
        var earlier = _earlier[alert.Id].ToDictionary(one => one.VendorId);
        foreach (var one in _open[alert.Id])
        {
            if (!earlier.TryGetValue(one.VendorId, out var kept))
                session.Db.AlertActions.Add(kept = new AlertAction { AlertId = alert.Id, VendorId = one.VendorId, PartnerId = alert.PartnerId, CustomerId = alert.CustomerId, Action = action });
            (kept.Action, kept.State, kept.NextAt, kept.Attempts, kept.TakenAt, kept.Problem) = (action, AlertActionState.Waiting, session.Now, 0, null, null);
        }
        alert.AskResolve(session.Scope.PersonId, session.Scope.PersonName, session.Now);
        session.Journal(JournalKinds.AlertResolveAsked, alert.CustomerId, alert.Id, alert.Description, after: action);
        return null;
    }
}
