using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>What the check of one journal found.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="Name">Its name; empty when the database knows no such partner.</param>
/// <param name="From">Number of the first entry that is kept.</param>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Fault">The first thing wrong; null when it is whole.</param>
public sealed record JournalCheck(int PartnerId, string Name, long From, long Entries, JournalFault? Fault);

/// <summary>Checks the journals of all partners, from what was let go to the last entry, and against the heads kept outside the database.</summary>
public sealed class JournalVerifier(IDbContextFactory<PartnerDb> factory, JournalKey key)
{
    /// <summary>Goes through every journal.</summary>
    /// <param name="heads">The heads kept outside: each journal with entries must have one. Null: there are none at hand, and journals are checked by themselves.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<JournalCheck>> VerifyAsync(IReadOnlyList<JournalHead>? heads, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var moment = await db.BeginReadAsync(cancel);
        var partners = await db.Partners.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel);
        var checks = new List<JournalCheck>();
        foreach (var partner in partners)
            checks.Add(await VerifyAsync(db, partner, heads, cancel));
        checks.AddRange((heads ?? []).Where(head => partners.TrueForAll(p => p.Id != head.PartnerId)).DistinctBy(head => head.PartnerId)
            .Select(head => new JournalCheck(head.PartnerId, "", 0, 0, Missing(head))));
        return checks;
    }

    /// <summary>The first head the database contradicts and how; null when they agree. Looks at those entries only.</summary>
    public async Task<JournalFault?> WhyNotAsync(JournalHead head, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Partners.AnyAsync(p => p.Id == head.PartnerId, cancel) ? await WhyNotAsync(db, head, cancel) : Missing(head);
    }

    private static JournalFault Missing(JournalHead head) => new(head.Seq, head.At, "the head file knows it, and the database has no such partner");

    private async Task<JournalCheck> VerifyAsync(PartnerDb db, Partner partner, IReadOnlyList<JournalHead>? heads, CancellationToken cancel)
    {
        var checkpoints = await db.JournalCheckpoints.AsNoTracking().Where(c => c.PartnerId == partner.Id).OrderBy(c => c.LastSeq).ToListAsync(cancel);
        var (seals, why) = key.Look();
        var walk = new JournalWalk(checkpoints, seals, why);
        var entries = db.Journal.AsNoTracking().Where(e => e.PartnerId == partner.Id).OrderBy(e => e.PartnerSeq);
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancel))
            walk.Take(entry);
        var fault = walk.Finish(partner);
        var known = heads?.Where(head => head.PartnerId == partner.Id).ToList();
        foreach (var head in known ?? [])
            fault ??= await WhyNotAsync(db, head, cancel);
        // Whoever takes a line out of the file must not be better off than who changes it.
        if (known is { Count: 0 } && partner.LastSeq > 0)
            fault ??= new JournalFault(partner.LastSeq, null, "the head file says nothing of this journal, so that a shortened or rewritten one could not be told");
        return new JournalCheck(partner.Id, partner.Name, checkpoints.Count > 0 ? checkpoints[^1].LastSeq + 1 : 1, walk.Entries, fault);
    }

    private async Task<JournalFault?> WhyNotAsync(PartnerDb db, JournalHead head, CancellationToken cancel)
    {
        var let = await db.JournalCheckpoints.AsNoTracking().Where(c => c.PartnerId == head.PartnerId && c.LastSeq >= head.Seq)
            .OrderBy(c => c.LastSeq).FirstOrDefaultAsync(cancel);
        if (let is not null && key.Look().Seals?.IsRight(let) != true)
            return new JournalFault(head.Seq, head.At, "the head file knows it, and that it was let go is not sealed with the portal's key");
        // Of what was let go only the last one's hash is known.
        if (let is not null && let.LastSeq > head.Seq)
            return null;
        var hash = let?.Hash ?? await db.Journal.Where(e => e.PartnerId == head.PartnerId && e.PartnerSeq == head.Seq).Select(e => e.Hash).SingleOrDefaultAsync(cancel);
        return head.Seq == 0 || (hash is not null && Convert.ToHexString(hash) == head.Hash) ? null
            : new JournalFault(head.Seq, head.At, hash is null ? "the head file knows it, and the journal does not reach it" : "it is not the one the head file knows");
    }
}
