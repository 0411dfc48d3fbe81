using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>A line of the audit page.</summary>
/// <param name="Change">What happened; without the address, which not everybody is told.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Customer">Displayed name of its customer, as it is now; null when it is no customer's.</param>
/// <param name="Unlinked">The customer is no longer one.</param>
/// <param name="Address">IP address it was made from; empty when there is none, or not for the asking person.</param>
public sealed record AuditEntry(Change Change, DateTime At, string? Customer, bool Unlinked, string Address);

/// <summary>A window of the audit page, at one moment.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="More">There are older ones.</param>
/// <param name="Seq">Number of the partner's last entry at that moment.</param>
public sealed record AuditWindow(IReadOnlyList<AuditEntry> Entries, bool More, long Seq);

/// <summary>What the filters of the audit page offer.</summary>
/// <param name="People">The people to choose among: those of the partner for whom all customers are in scope, else only themselves.</param>
/// <param name="Customer">Displayed name of the customer that is chosen; null when none is, or it does not exist for the person.</param>
/// <param name="Days">For how many days entries are kept.</param>
public sealed record AuditChoices(IReadOnlyList<(Guid Id, string Name)> People, string? Customer, int Days);

/// <summary>Reads of the audit log. Every method takes the asking person's scope; what does not exist for them is not there (<see cref="JournalReads"/>).</summary>
public sealed class AuditQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Entries read at a time.</summary>
    public const int Page = 100;

    /// <summary>Reads the newest entries, or the next older ones.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="filter">What to show.</param>
    /// <param name="matches">True for an entry the search finds, as it is shown; null: all.</param>
    /// <param name="today">The UTC day.</param>
    /// <param name="before">Number of the oldest entry at hand; null: from the newest.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<AuditWindow> WindowAsync(
        PartnerScope scope, AuditFilter filter, Func<AuditEntry, bool>? matches, DateOnly today, long? before, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var span = await AuditSpan.ReadAsync(db, scope, filter, today, cancel);
        return await WindowAsync(db, scope, filter, matches, before is { } oldest ? span with { Last = Math.Min(span.Last, oldest - 1) } : span, cancel);
    }

    /// <summary>How many entries are newer than a number, at most <see cref="Page"/>, and up to which number was looked.</summary>
    public async Task<(int Count, long Seq)> NewerAsync(
        PartnerScope scope, AuditFilter filter, Func<AuditEntry, bool>? matches, DateOnly today, long after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var seq = await db.SeqAsync(scope, cancel);
        var span = AuditSpan.Of(filter, today) with { First = after + 1, Last = seq };
        return ((await TakeAsync(db, Matching(db, scope, filter, span), scope, matches, Page, cancel)).Count, seq);
    }

    /// <summary>Those of the entries that still exist for the person.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="seqs">Numbers of entries.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlySet<long>> StillAsync(PartnerScope scope, IReadOnlyCollection<long> seqs, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(seqs);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var still = new HashSet<long>();
        foreach (var some in seqs.Chunk(Ids.Batch))
            still.UnionWith(await db.InAudit(scope).Where(e => some.Contains(e.PartnerSeq)).Select(e => e.PartnerSeq).ToListAsync(cancel));
        return still;
    }

    /// <summary>
    /// Everything the filter lets through, newest first, however much it is; a window at a time, with the scope as it is then: a slow download
    /// must not hold a moment of the database for as long as it takes.
    /// </summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(
        PartnerScope scope, AuditFilter filter, Func<AuditEntry, bool>? matches, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        AuditSpan? span = null;
        do
        {
            if (await NowAsync(scope, cancel) is not { } now || !now.May(Permission.ReadAudit))
                yield break;
            AuditWindow window;
            await using (var db = await factory.CreateDbContextAsync(cancel))
            await using (await db.BeginReadAsync(cancel))
            {
                // Looked up once: what is written meanwhile is not part of it.
                span ??= await AuditSpan.ReadAsync(db, now, filter, today, cancel);
                window = await WindowAsync(db, now, filter, matches, span, cancel);
            }
            foreach (var entry in window.Entries)
                yield return entry;
            span = window.More ? span with { Last = window.Entries[^1].Change.Seq - 1 } : null;
        }
        while (span is not null);
    }

    /// <summary>What the filters offer.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="customerId">The customer that is chosen.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<AuditChoices> ChoicesAsync(PartnerScope scope, Guid? customerId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ReadAudit);
        await using var db = await factory.CreateDbContextAsync(cancel);
        // Whose values were erased is not named again.
        var people = await db.People.AsNoTracking()
            .Where(p => p.PartnerId == scope.PartnerId && (scope.AllCustomers || p.Id == scope.PersonId)
                && p.ErasedAt == null)
            .Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        var seen = db.CustomerRows.InScope(db, scope);
        var customer = await db.Customers.AsNoTracking()
            .Where(c => c.Id == customerId && c.PartnerId == scope.PartnerId && (seen.Any(r => r.Id == c.Id)
                || (scope.AllCustomers && c.UnlinkedAt != null && (scope.MspFlexConnect || c.Origin != CustomerOrigin.ManagedOrder))))
            .Select(c => c.ShowAs != "" ? c.ShowAs : c.Name).SingleOrDefaultAsync(cancel);
        return new AuditChoices([.. people.Select(p => (p.Id, p.Name)).OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)], customer,
            await db.Partners.Where(p => p.Id == scope.PartnerId).Select(p => p.AuditDays).SingleAsync(cancel));
    }

    private static async Task<AuditWindow> WindowAsync(
        PartnerDb db, PartnerScope scope, AuditFilter filter, Func<AuditEntry, bool>? matches, AuditSpan span, CancellationToken cancel)
    {
        var seq = await db.SeqAsync(scope, cancel);
        var found = await TakeAsync(db, Matching(db, scope, filter, span with { Last = Math.Min(span.Last, seq) }), scope, matches, Page + 1, cancel);
        return new AuditWindow([.. found.Take(Page)], found.Count > Page, seq);
    }

    private static IQueryable<JournalEntry> Matching(PartnerDb db, PartnerScope scope, AuditFilter filter, AuditSpan span)
    {
        var (from, to, first, last) = (span.From, span.To, span.First, span.Last);
        var entries = db.InAudit(scope).Where(e => e.PartnerSeq >= first && e.PartnerSeq <= last && e.At >= from && e.At < to);
        if (filter.Types.Count > 0)
        {
            var kinds = AuditTypes.KindsOf(filter.Types);
            entries = entries.Where(e => kinds.Contains(e.Kind));
        }
        if (filter.By.Count > 0)
        {
            var kinds = filter.By.Where(by => by.PersonId is null).Select(by => by.Kind).ToList();
            var people = filter.By.Select(by => by.PersonId).OfType<Guid>().ToList();
            entries = entries.Where(e => kinds.Contains(e.ActorKind) || (e.ActorId != null && people.Contains(e.ActorId.Value)));
        }
        return filter.CustomerId is { } customer ? entries.Where(e => e.CustomerId == customer) : entries;
    }

    // The search is in what is shown, in the person's language; so it is done here and not by the database, and reading stops at the last one asked for.
    private static async Task<List<AuditEntry>> TakeAsync(
        PartnerDb db, IQueryable<JournalEntry> entries, PartnerScope scope, Func<AuditEntry, bool>? matches, int count, CancellationToken cancel)
    {
        var found = new List<AuditEntry>();
        var newest = entries.OrderByDescending(e => e.PartnerSeq);
        await foreach (var entry in Named(db, matches is null ? newest.Take(count) : newest).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var line = LineOf(entry.Entry, entry.Customer, entry.Unlinked, scope);
            if (matches is null || matches(line))
                found.Add(line);
            if (found.Count == count)
                break;
        }
        return found;
    }

    private static IQueryable<NamedEntry> Named(PartnerDb db, IQueryable<JournalEntry> entries) =>
        from e in entries
        join c in db.Customers on e.CustomerId equals (Guid?)c.Id into customers
        from c in customers.DefaultIfEmpty()
        orderby e.PartnerSeq descending
        select new NamedEntry { Entry = e, Customer = c == null ? null : c.ShowAs != "" ? c.ShowAs : c.Name, Unlinked = c != null && c.UnlinkedAt != null };

    private static AuditEntry LineOf(JournalEntry entry, string? customer, bool unlinked, PartnerScope scope)
    {
        var change = Change.Of(entry);
        var address = change.Payload.AddressFor(scope, entry.ActorId);
        return new AuditEntry(change with { Payload = change.PayloadFor(scope) with { Address = null, Salt = null, Seal = null } }, entry.At, customer, unlinked, address);
    }

    private async Task<PartnerScope?> NowAsync(PartnerScope scope, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await ScopeReader.ReadAsync(db, scope.PersonId, scope.PartnerId, cancel);
    }

    private sealed class NamedEntry
    {
        public required JournalEntry Entry { get; init; }
        public required string? Customer { get; init; }
        public required bool Unlinked { get; init; }
    }
}
