using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>A cell of the list that can carry a change mark.</summary>
public enum RowCell
{
    /// <summary>Displayed name.</summary>
    Name,
    /// <summary>Groups.</summary>
    Groups,
    /// <summary>Billing type.</summary>
    Billing,
    /// <summary>Licence badges.</summary>
    Licences,
    /// <summary>Next expiry.</summary>
    Expiry,
    /// <summary>Partner Assistance.</summary>
    Assistance,
    /// <summary>Open alerts.</summary>
    Alerts,
}

/// <summary>A change mark: what changed, who or what caused it, when. Stays until the person has seen it.</summary>
/// <param name="Change">The change that caused it; the last one when there were several.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Number">Differs from the mark before it, so that a second change to a marked cell shows anew.</param>
public sealed record CellMark(Change? Change, DateTime At, long Number);

/// <summary>A customer's row that is newer than the one shown.</summary>
/// <param name="Row">The newer row.</param>
/// <param name="Causes">The changes of its customer since the row shown, as far as the person may know of them.</param>
/// <param name="At">When the last of them was made (UTC).</param>
public sealed record NewerRow(CustomerRow Row, IReadOnlyList<Change> Causes, DateTime At)
{
    /// <summary>True when the vendor's word led to it: only that makes the facts younger; a rename or the calendar does not.</summary>
    public bool FromVendor => Causes.Any(cause => cause.Actor.Kind == ActorKind.Vendor);
}

/// <summary>
/// A place in the loaded window of the list and what it shows in this tab. Its place stays when its row changes or leaves; a row that
/// left is empty until the person applies (SPEC §7).
/// </summary>
public sealed class RowSlot(CustomerRow row, DateTime? asOf)
{
    private static readonly Dictionary<RowCell, CellMark> s_noMarks = [];
    private static readonly Dictionary<LicenceCategory, CellMark> s_noBadgeMarks = [];

    // Most rows never have one, and every open list holds dozens of rows.
    private Dictionary<RowCell, CellMark>? _marks;
    private Dictionary<LicenceCategory, CellMark>? _badgeMarks;

    /// <summary>The customer.</summary>
    public Guid Id { get; } = row.Id;
    /// <summary>The row shown; null once it is no longer available to the person.</summary>
    public CustomerRow? Row { get; private set; } = row;
    /// <summary>Journal number of the row last shown here; what happened since is told by it.</summary>
    public long Seq { get; private set; } = row.Seq;
    /// <summary>When the vendor's word was last read.</summary>
    public DateTime? AsOf { get; private set; } = asOf;
    /// <summary>The newest row, held back while updates are paused; null when nothing waits.</summary>
    public NewerRow? Held { get; private set; }
    /// <summary>Marked cells.</summary>
    public IReadOnlyDictionary<RowCell, CellMark> Marks => _marks ?? s_noMarks;
    /// <summary>Marked badges.</summary>
    public IReadOnlyDictionary<LicenceCategory, CellMark> BadgeMarks => _badgeMarks ?? s_noBadgeMarks;
    /// <summary>Renders what draws this place. One listener: its row in the table; null while none does.</summary>
    public Action? Changed { get; set; }

    /// <summary>Holds a newer row back with what led to it; what leaves is never held.</summary>
    public void Hold(NewerRow next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Held = next with { Causes = [.. Held?.Causes ?? [], .. next.Causes] };
    }

    /// <summary>Shows a newer row and marks what differs. One that comes back stands in its place again, its name marked.</summary>
    /// <param name="next">The newer row.</param>
    public void Show(NewerRow next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Held = null;
        foreach (var cell in Row is { } shown ? RowDiff.Cells(shown, next.Row) : [RowCell.Name])
            Mark(_marks ??= [], cell, RowDiff.CauseOf(cell, next.Causes), next.At);
        foreach (var category in Row is { } badges ? RowDiff.Badges(badges, next.Row) : [])
            Mark(_badgeMarks ??= [], category, RowDiff.CauseOf(RowCell.Licences, next.Causes), next.At);
        (Row, Seq) = (next.Row, next.Row.Seq);
        if (next.FromVendor)
            Read(next.At);
    }

    /// <summary>The vendor's word was read (UTC). True when that is news.</summary>
    public bool Read(DateTime at)
    {
        if (AsOf >= at)
            return false;
        AsOf = at;
        return true;
    }

    /// <summary>Empties the place at once: the customer left the scope or was unlinked.</summary>
    public void Leave()
    {
        Row = null;
        Held = null;
        (_marks, _badgeMarks) = (null, null);
    }

    /// <summary>Takes the marks off: the person has seen them. True when there were any.</summary>
    public bool Seen()
    {
        var any = _marks is not null;
        (_marks, _badgeMarks) = (null, null);
        return any;
    }

    private static void Mark<T>(Dictionary<T, CellMark> marks, T what, Change? cause, DateTime at) where T : notnull =>
        marks[what] = new CellMark(cause, at, marks.GetValueOrDefault(what)?.Number + 1 ?? 1);
}

/// <summary>What differs between two rows of the same customer. Pure.</summary>
public static class RowDiff
{
    /// <summary>Cells that show something else.</summary>
    public static IEnumerable<RowCell> Cells(CustomerRow before, CustomerRow after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.DisplayName != after.DisplayName)
            yield return RowCell.Name;
        if (!before.GroupIds.SequenceEqual(after.GroupIds))
            yield return RowCell.Groups;
        if (before.UnprotectedDevices != after.UnprotectedDevices && before.DisplayName == after.DisplayName)
            yield return RowCell.Name;
        if ((before.BillingType, before.BillingRequested, before.Status, before.Activated, before.UnlinkOn)
            != (after.BillingType, after.BillingRequested, after.Status, after.Activated, after.UnlinkOn))
            yield return RowCell.Billing;
        if (!before.Covers.SequenceEqual(after.Covers) || before.ProductsRequested != after.ProductsRequested)
            yield return RowCell.Licences;
        if (before.NextExpiry != after.NextExpiry)
            yield return RowCell.Expiry;
        if ((before.Assistance, before.AssistanceAskedAt is null) != (after.Assistance, after.AssistanceAskedAt is null))
            yield return RowCell.Assistance;
        if ((before.AlertsHigh, before.AlertsMedium, before.AlertsLow, before.Visible) != (after.AlertsHigh, after.AlertsMedium, after.AlertsLow, after.Visible))
            yield return RowCell.Alerts;
    }

    /// <summary>Categories whose badge shows something else or is new.</summary>
    public static IEnumerable<LicenceCategory> Badges(CustomerRow before, CustomerRow after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return after.Covers.Except(before.Covers).Select(cover => cover.Category);
    }

    /// <summary>The last change that explains a cell; the last of all when none does.</summary>
    public static Change? CauseOf(RowCell cell, IReadOnlyList<Change> causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        return causes.LastOrDefault(change => CellOf(change.Kind) == cell) ?? (causes.Count > 0 ? causes[^1] : null);
    }

    private static RowCell? CellOf(string kind) => kind switch
    {
        JournalKinds.CustomerRenamed or JournalKinds.CustomerUnprotected => RowCell.Name,
        JournalKinds.CustomerGroups => RowCell.Groups,
        JournalKinds.AssistanceChanged or JournalKinds.AssistanceRequested or JournalKinds.AssistanceAnswered => RowCell.Assistance,
        JournalKinds.BillingChanged or JournalKinds.BillingRequested or JournalKinds.BillingSeen or JournalKinds.BillingWithdrawn
            or JournalKinds.UnlinkScheduled or JournalKinds.UnlinkCancelled or JournalKinds.UnlinkFailed => RowCell.Billing,
        JournalKinds.AlertReopened or JournalKinds.AlertResolved or JournalKinds.AlertSnoozed or JournalKinds.AlertWoke or JournalKinds.AlertUndone or JournalKinds.AlertRaised or JournalKinds.AlertChanged or JournalKinds.AlertsRead or JournalKinds.AlertsClosed or JournalKinds.AlertClosed => RowCell.Alerts,
        JournalKinds.LicencesRequested or JournalKinds.LicencesSeen or JournalKinds.LicencesWithdrawn => RowCell.Licences,
        _ when kind.StartsWith("licence.", StringComparison.Ordinal) => RowCell.Licences,
        _ => null,
    };
}
