using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>How long the journal is kept, and what is erased from it. For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class JournalCommands(PartnerStore store, JournalKey key)
{
    /// <summary>The shortest time a journal can be kept, in days.</summary>
    public const int LeastDays = 30;

    /// <summary>The longest time a journal can be kept, in days.</summary>
    public const int MostDays = 3650;

    /// <summary>Entries let go, or looked through, in one transaction.</summary>
    public const int Batch = 500;

    /// <summary>Sets for how many days the journal is kept. Older entries go with the next turn of <see cref="JournalTrimmer"/>, for ever.</summary>
    /// <param name="scope">Who sets it.</param>
    /// <param name="days">From <see cref="LeastDays"/> to <see cref="MostDays"/>.</param>
    /// <param name="expected">The days the person saw.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.AuditDaysInvalid"/>, or <see cref="RefusalCodes.PlanChanged"/>.</exception>
    public Task SetDaysAsync(PartnerScope scope, int days, int expected, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId, CancellationToken.None);
            if (days is < LeastDays or > MostDays)
                throw new RefusedException(RefusalCodes.AuditDaysInvalid, nameof(Partner.AuditDays));
            if (partner.AuditDays == days)
                return false;
            if (partner.AuditDays != expected)
                throw new RefusedException(RefusalCodes.PlanChanged);
            session.JournalOther(JournalKinds.PartnerRules, null, nameof(Partner.AuditDays), Text(partner.AuditDays), Text(days));
            partner.AuditDays = days;
            return true;
        }, cancel);

    /// <summary>Lets the entries go that are older than the partner keeps them: a batch of the oldest, with the checkpoint the rest is checked from.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <returns>How many went; less than <see cref="Batch"/> when there are no more.</returns>
    public Task<int> TrimAsync(int partnerId, CancellationToken cancel = default) => store.WriteAsync(partnerId, Actor.Calendar, async session =>
    {
        var days = await session.Db.Partners.Where(p => p.Id == partnerId).Select(p => p.AuditDays).SingleAsync(CancellationToken.None);
        var kept = session.Now.Date.AddDays(-days);
        var oldest = await session.Db.Journal.Where(e => e.PartnerId == partnerId).OrderBy(e => e.PartnerSeq).Take(Batch).ToListAsync(CancellationToken.None);
        // From the beginning without a gap, also where a clock went back.
        var gone = oldest.TakeWhile(entry => entry.At < kept).ToList();
        if (gone is not [.., var last])
            return 0;
        session.Db.Journal.RemoveRange(gone);
        var checkpoint = new JournalCheckpoint { PartnerId = partnerId, LastSeq = last.PartnerSeq, Hash = last.Hash, Count = gone.Count, At = session.Now };
        checkpoint.Seal = Seals().Of(checkpoint);
        session.Db.JournalCheckpoints.Add(checkpoint);
        session.JournalOther(JournalKinds.JournalTrimmed, null, before: Text(last.PartnerSeq), after: Text(gone.Count));
        return gone.Count;
    }, cancel);

    /// <summary>
    /// Erases the values of a person who may no longer sign in: their name and address where they acted, all that is about them where
    /// something was done to them, and with the last of it who they were, their account and sign-ins. That something happened, when and to
    /// which customer stays. Cannot be undone.
    /// </summary>
    /// <param name="scope">Who erases.</param>
    /// <param name="personId">Whose values.</param>
    /// <param name="progress">Told after every batch from how many entries values are erased; null: nobody asks.</param>
    /// <param name="cancel">Cancels between batches; those done stay done, and the rest can be done later.</param>
    /// <returns>From how many entries values were erased.</returns>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.PersonActive"/>, or <see cref="RefusalCodes.NotSaved"/>: the key file cannot be used.</exception>
    public async Task<int> EraseAsync(PartnerScope scope, Guid personId, Action<int>? progress = null, CancellationToken cancel = default)
    {
        var (erased, from) = (0, (long?)0);
        while (from is { } after)
        {
            cancel.ThrowIfCancellationRequested();
            (var some, from) = await store.WriteAsync(scope, Permission.ManagePeople, session => EraseSomeAsync(session, personId, after), cancel);
            erased += some;
            progress?.Invoke(erased);
        }
        return erased;
    }

    private async Task<(int Erased, long? Last)> EraseSomeAsync(WriteSession session, Guid personId, long after)
    {
        var person = await session.Db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.PartnerId == session.PartnerId)
            ?? throw new RefusedException(RefusalCodes.NotFound);
        if (person.Active)
            throw new RefusedException(RefusalCodes.PersonActive);
        var requests = await session.Db.AssistanceRequests.Where(r => r.PartnerId == session.PartnerId && r.ById == personId).Select(r => r.Id).ToHashSetAsync();
        var entries = await session.Db.Naming(session.PartnerId, personId).Where(e => e.PartnerSeq > after)
            .OrderBy(e => e.PartnerSeq).Take(Batch).ToListAsync(CancellationToken.None);
        var erased = new List<(long Seq, string Payload)>();
        foreach (var entry in entries)
        {
            if (JournalErasure.Of(entry, personId, requests) is not { } payload)
                continue;
            session.Db.Entry(entry).Property(e => e.Payload).CurrentValue = payload;
            erased.Add((entry.PartnerSeq, payload));
        }
        // With the last of them, so that nothing names the person that is written between two batches.
        var last = entries.Count < Batch;
        if (last && person.ErasedAt is null)
            await session.ErasePersonAsync(personId);
        if (erased.Count > 0 || (last && person.ErasedAt is null))
        {
            var claims = JournalErasure.Claims(erased);
            session.JournalOther(JournalKinds.JournalErased, personId, before: claims, after: Text(erased.Count), seal: Seals().Of(session.PartnerId, personId, claims));
        }
        return (erased.Count, last ? null : entries[^1].PartnerSeq);
    }

    // Without the key nothing is taken out that could not be told from a forgery afterwards.
    private JournalSeals Seals()
    {
        try
        {
            return key.Need();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new RefusedException(RefusalCodes.NotSaved, cause: error);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
