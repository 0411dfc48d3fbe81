using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>
/// What one transaction changed for one partner: its journal entries and the rebuilt row of every customer it touched. Built once per
/// node and shared by all sessions, which must not change it (DESIGN §3).
/// </summary>
public sealed record ChangeSet
{
    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }
    /// <summary>The changes, in journal order.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }
    /// <summary>One entry per touched customer.</summary>
    public required IReadOnlyList<RowChange> Rows { get; init; }
    /// <summary>The new scope of people whose role, scope or programme changed; null: may no longer sign in.</summary>
    public IReadOnlyDictionary<Guid, PartnerScope?> Scopes { get; init; } = new Dictionary<Guid, PartnerScope?>();
    /// <summary>True when a group was created, renamed or deleted.</summary>
    public bool Groups { get; init; }
    /// <summary>True when a person joined, left, or has another name, role or scope, or a custom role is another: who has access to a customer may be another.</summary>
    public bool People { get; init; }
    /// <summary>True when a rule of the partner changed: how people sign in, or for how long the journal is kept.</summary>
    public bool Rules { get; init; }
    /// <summary>True when a new account that was asked for at the vendor is another step on its way.</summary>
    public bool Accounts { get; init; }
    /// <summary>Number of the last change of the whole transaction.</summary>
    public required long LastSeq { get; init; }

    /// <summary>
    /// What of it exists for a person: other customers are gone from it, a customer that leaves the scope has no row after, one that
    /// enters it has none before, and no alert is spoken of without <see cref="Permission.SeeAlerts"/> or while the customer lets nobody
    /// look (SPEC §6). Null when nothing is left.
    /// </summary>
    public ChangeSet? For(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.PartnerId != PartnerId)
            return null;
        var after = Rows.Where(row => scope.Sees(row.After)).ToDictionary(row => row.CustomerId, row => row.After!);
        var seesAlerts = scope.May(Permission.SeeAlerts);
        List<Change> changes = [.. Changes.Where(change => change.CustomerId is { } id && after.TryGetValue(id, out var row)
            && (!change.IsAlert || (seesAlerts && row.Visible)))];
        var told = changes.Select(change => change.CustomerId).ToHashSet();
        List<RowChange> rows = [];
        foreach (var row in Rows)
        {
            var (wasSeen, isSeen) = (scope.Sees(row.Before), after.ContainsKey(row.CustomerId));
            // One of which only alerts changed that they may not know of did not change for them: not even the moment is told.
            if ((!wasSeen && !isSeen) || (wasSeen && isSeen && !told.Contains(row.CustomerId)))
                continue;
            rows.Add(wasSeen && isSeen ? row : new RowChange(row.CustomerId, wasSeen ? row.Before : null, isSeen ? row.After : null));
        }
        if (rows.Count == 0 && !Groups && !People && !Rules && !Accounts)
            return null;
        return this with
        {
            Rows = rows,
            Changes = changes,
            Scopes = new Dictionary<Guid, PartnerScope?>(),
        };
    }
}

/// <summary>One journal entry, as the sessions get it.</summary>
/// <param name="Seq">Number within the partner.</param>
/// <param name="Actor">Who or what caused it.</param>
/// <param name="Kind">One of <see cref="JournalKinds"/>.</param>
/// <param name="CustomerId">The customer, if any.</param>
/// <param name="SubjectId">The licence, alert, group or person, if any.</param>
/// <param name="Payload">Values before and after.</param>
public sealed record Change(long Seq, Actor Actor, string Kind, Guid? CustomerId, Guid? SubjectId, JournalPayload Payload)
{
    /// <summary>True when it speaks of an alert.</summary>
    public bool IsAlert => IsAlertKind(Kind);

    /// <summary>True for what goes as it should after a person's act, and would be spoken over what they did.</summary>
    public bool IsQuiet => Kind is JournalKinds.Delivered or JournalKinds.DeliveryDelayed or JournalKinds.DeliveryRetried;

    /// <summary>True for kinds that speak of an alert.</summary>
    public static bool IsAlertKind(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.StartsWith("alert.", StringComparison.Ordinal);
    }

    /// <summary>The change a journal entry tells.</summary>
    public static Change Of(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var payload = StoreJson.Read<JournalPayload>(entry.Payload);
        return new Change(
            entry.PartnerSeq, new Actor(entry.ActorKind, entry.ActorId, payload.Actor), entry.Kind, entry.CustomerId, entry.SubjectId, payload);
    }
}

/// <summary>A customer's row before and after a transaction.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Before">Null when it was not a customer before, or not in scope.</param>
/// <param name="After">Null when it is no longer one, or out of scope.</param>
public sealed record RowChange(Guid CustomerId, CustomerRow? Before, CustomerRow? After);
