using System.Runtime.CompilerServices;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>Puts changes and rows into the words of the hub.</summary>
public static class LiveWords
{
    // The feed cuts a set once for all who share a horizon: what is built of the cut holds for all of them.
    private static readonly ConditionalWeakTable<ChangeSet, LiveChanges> s_built = [];

    /// <summary>The message of a set, built once however many connections get it.</summary>
    /// <param name="set">Already cut to the scope.</param>
    /// <param name="scope">The scope it was cut to.</param>
    public static LiveChanges Of(ChangeSet set, PartnerScope scope) => s_built.GetValue(set, cut => Build(cut, scope));

    /// <summary>A customer as it is now.</summary>
    /// <param name="row">Its row, in the scope.</param>
    /// <param name="scope">Who gets it.</param>
    /// <param name="last">The change it comes from; null when it is only read.</param>
    public static CustomerChanged Of(CustomerRow row, PartnerScope scope, Happened? last = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(scope);
        return new CustomerChanged(
            row.Seq, last?.At, last is null ? null : new LiveActor(last.ActorKind, last.ActorName), row.Id, row.DisplayName,
            row.BillingType.ToString(), row.Assistance.ToString(),
            [.. row.Covers.Select(c => new LiveCover(c.Category.ToString(), c.State.ToString(), c.Until, c.From, c.Over))],
            row.NextExpiry, row.GroupIds,
            row.Visible && scope.May(Permission.SeeAlerts) ? new LiveAlerts(row.AlertsHigh, row.AlertsMedium, row.AlertsLow) : null);
    }

    /// <summary>A line of the journal that belongs to a customer.</summary>
    public static Happened Of(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Of(Change.Of(entry), entry.At);
    }

    private static Happened Of(Change change, DateTime at) => new(
        change.Seq, at, change.Actor.Kind.ToString(), change.Actor.Name, change.Kind,
        change.CustomerId ?? throw new ArgumentException("The change is no customer's.", nameof(change)),
        change.Payload.Item, change.Payload.Before, change.Payload.After);

    private static LiveChanges Build(ChangeSet set, PartnerScope scope)
    {
        List<Happened> happened = [.. set.Changes.Select(change => Of(change, set.At))];
        var last = new Dictionary<Guid, Happened>();
        foreach (var line in happened)
            last[line.CustomerId] = line;
        return new LiveChanges(set.LastSeq, set.At, happened,
            [.. set.Rows.Select(r => r.After).OfType<CustomerRow>().Select(row => Of(row, scope, last.GetValueOrDefault(row.Id)))],
            [.. set.Rows.Where(r => r.After is null).Select(r => new CustomerGone(set.LastSeq, r.CustomerId))]);
    }
}
