using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>A licence as it is shown.</summary>
/// <param name="Licence">The licence; as it last was, when it is <paramref name="Gone"/>.</param>
/// <param name="Gone">It counts no more: its line holds its place until the person applies.</param>
/// <param name="Mark">Its change mark, until seen.</param>
public sealed record UsageLine(Licence Licence, bool Gone = false, CellMark? Mark = null);

/// <summary>
/// A customer's place on the usage page and the licences it shows. The lines keep their number until the person applies, so that the rows
/// beneath stay where they are (SPEC §7).
/// </summary>
public sealed class UsageSlot(RowSlot place, IEnumerable<Licence> licences, DateOnly today)
{
    private long _marked;

    /// <summary>The customer's place and row.</summary>
    public RowSlot Place => place;
    /// <summary>The licences shown.</summary>
    public IReadOnlyList<UsageLine> Lines { get; private set; } = [.. UsageRules.Shown(licences, today).Select(licence => new UsageLine(licence))];
    /// <summary>One more whenever it must be drawn anew.</summary>
    public int Revision { get; private set; }

    /// <summary>It must be drawn anew.</summary>
    public void Touch() => Revision++;

    /// <summary>Takes the customer's licences as they are now and marks what differs.</summary>
    /// <param name="now">All its licences.</param>
    /// <param name="causes">The changes that led to them.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="reshape">The number of lines may change: the person did it themselves.</param>
    /// <returns>True when lines wait for <em>apply</em>.</returns>
    public bool Take(IEnumerable<Licence> now, IReadOnlyList<Change> causes, DateTime at, DateOnly day, bool reshape)
    {
        var shown = UsageRules.Shown(now, day);
        var known = Lines.ToDictionary(line => line.Licence.Id);
        UsageLine LineOf(Licence licence)
        {
            var before = known.GetValueOrDefault(licence.Id);
            return before is { Gone: false } && LicenceFacts.Of(before.Licence).Equals(LicenceFacts.Of(licence))
                ? before with { Licence = licence }
                : new UsageLine(licence, Mark: new CellMark(causes.LastOrDefault(change => change.SubjectId == licence.Id), at, ++_marked));
        }
        Touch();
        // "No licence" is a line too.
        if (reshape || Math.Max(1, shown.Count) == Math.Max(1, Lines.Count))
        {
            Lines = [.. shown.Select(LineOf)];
            return false;
        }
        var there = shown.ToDictionary(licence => licence.Id);
        Lines = [.. Lines.Select(line => there.TryGetValue(line.Licence.Id, out var licence) ? LineOf(licence) : line with { Gone = true })];
        return true;
    }

    /// <summary>Takes the marks off: the person has seen them.</summary>
    public void Seen()
    {
        if (!place.Seen() && Lines.All(line => line.Mark is null))
            return;
        Lines = [.. Lines.Select(line => line with { Mark = null })];
        Touch();
    }

    /// <summary>True while something is marked.</summary>
    public bool Marked => place.Marks.Count > 0 || Lines.Any(line => line.Mark is not null);
}
