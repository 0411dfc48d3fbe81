using System.Text.Json;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>The first thing that is wrong with a journal.</summary>
/// <param name="Seq">Number of the entry.</param>
/// <param name="At">When the entry says it was written (UTC); null when there is no such entry.</param>
/// <param name="What">What is wrong, in words for an administrator.</param>
public sealed record JournalFault(long Seq, DateTime? At, string What);

/// <summary>
/// Goes through the journal of one partner from its checkpoint to its end and finds the first entry that is not as it was written. Every
/// entry is given to it in the order of the numbers; it keeps no more of them than what was erased.
/// </summary>
/// <param name="checkpoints">What was let go, oldest first.</param>
/// <param name="seals">The seals of the portal's key; null when the key is not at hand.</param>
/// <param name="why">Why it is not.</param>
public sealed class JournalWalk(IReadOnlyList<JournalCheckpoint> checkpoints, JournalSeals? seals, string why)
{
    private readonly Dictionary<long, (JournalEntry Entry, JournalPayload? Payload, string Hash)> _other = [];
    private readonly Dictionary<long, (long By, Guid? Person, string Hash)> _claims = [];
    private readonly JournalCheckpoint? _start = checkpoints.Count > 0 ? checkpoints[^1] : null;
    private long _next = checkpoints.Count > 0 ? checkpoints[^1].LastSeq + 1 : 1;
    private byte[] _hash = checkpoints.Count > 0 ? checkpoints[^1].Hash : new byte[32];
    private bool _trimTold;
    private JournalFault? _broken;
    private JournalFault? _unsealed;

    /// <summary>Entries gone through.</summary>
    public long Entries { get; private set; }

    /// <summary>Takes the next entry.</summary>
    public void Take(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Entries++;
        var payload = Read(entry.Payload);
        // Also behind a break: what was erased before it is vouched for by later entries.
        if (entry.Kind == JournalKinds.JournalErased)
            TakeErasure(entry, payload);
        if (_broken is not null)
            return;
        _broken = BreakAt(entry);
        _trimTold |= entry.Kind == JournalKinds.JournalTrimmed && payload?.Before == $"{_start?.LastSeq}";
        var payloadHash = JournalChain.HashOfPayload(entry.Payload);
        if (_broken is null && !payloadHash.AsSpan().SequenceEqual(entry.PayloadHash))
            _other[entry.PartnerSeq] = (entry, payload, Convert.ToHexString(payloadHash));
        (_next, _hash) = (entry.PartnerSeq + 1, entry.Hash);
    }

    /// <summary>All entries were given: the first fault; null when the journal is whole.</summary>
    /// <param name="partner">What the partner's record says of its journal.</param>
    public JournalFault? Finish(Partner partner)
    {
        ArgumentNullException.ThrowIfNull(partner);
        return new[] { _broken, _unsealed, Payload(), Start(), End(partner) }.OfType<JournalFault>().MinBy(fault => fault.Seq);
    }

    private void TakeErasure(JournalEntry entry, JournalPayload? payload)
    {
        var right = seals?.IsRight(entry, payload) == true;
        if (!right)
            _unsealed ??= new JournalFault(entry.PartnerSeq, entry.At, seals is null ? $"the erasure it tells of cannot be checked: {why}" : "the erasure it tells of is not sealed with the portal's key");
        // Without the key only that is said, and not that each erased entry is wrong.
        if (right || seals is null)
            foreach (var (seq, hash) in JournalErasure.ReadClaims(payload?.Before))
                _claims[seq] = (entry.PartnerSeq, entry.SubjectId, hash);
    }

    private JournalFault? BreakAt(JournalEntry entry) =>
        entry.PartnerSeq > _next ? new JournalFault(_next, null, "the entry is missing")
        : entry.PartnerSeq < _next ? new JournalFault(entry.PartnerSeq, entry.At, "the number is not one more than the one before")
        : !entry.PrevHash.AsSpan().SequenceEqual(_hash) ? new JournalFault(entry.PartnerSeq, entry.At, "it does not continue the entry before it")
        : !JournalChain.HashOf(entry).AsSpan().SequenceEqual(entry.Hash) ? new JournalFault(entry.PartnerSeq, entry.At, "it is not as it was written")
        : null;

    private JournalFault? Payload() => _other.Values.OrderBy(other => other.Entry.PartnerSeq)
        .Select(other => Wrong(other.Entry, other.Payload, other.Hash) is { } what ? new JournalFault(other.Entry.PartnerSeq, other.Entry.At, what) : null)
        .OfType<JournalFault>().FirstOrDefault();

    // A payload that is not as it was written must be told by a later entry, to the letter, and be one that an erasure leaves.
    private string? Wrong(JournalEntry entry, JournalPayload? payload, string hash) =>
        payload?.Erased != true ? "its values are not as they were written"
        : !_claims.TryGetValue(entry.PartnerSeq, out var claim) || claim.By <= entry.PartnerSeq || claim.Hash != hash ? "its values were erased, and no later entry says so"
        : claim.Person is not { } person || !JournalErasure.CanHaveLeft(entry, payload, person) ? "its values are not what an erasure leaves"
        : null;

    private JournalFault? Start() =>
        _start is null ? null
        : checkpoints.FirstOrDefault(checkpoint => seals?.IsRight(checkpoint) != true) is { } open
            ? new JournalFault(open.LastSeq, open.At, seals is null ? $"that all up to it was let go cannot be checked: {why}" : "that all up to it was let go is not sealed with the portal's key")
        : checkpoints.Sum(checkpoint => checkpoint.Count) != _start.LastSeq ? new JournalFault(_start.LastSeq, _start.At, "more entries are gone than were let go")
        : !_trimTold ? new JournalFault(_start.LastSeq, _start.At, "the journal begins after it, and no entry says that it was let go")
        : null;

    private JournalFault? End(Partner partner) =>
        _broken is not null ? null
        : partner.LastSeq >= _next ? new JournalFault(_next, null, $"the entry is missing, and so are all up to {partner.LastSeq}")
        : partner.LastSeq < _next - 1 ? new JournalFault(partner.LastSeq + 1, null, "the entry is more than the partner has written")
        : !partner.LastHash.AsSpan().SequenceEqual(_hash) ? new JournalFault(partner.LastSeq, null, "it is not the entry that the partner wrote last")
        : null;

    private static JournalPayload? Read(string json)
    {
        try
        {
            return StoreJson.Read<JournalPayload>(json);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            // Not as it was written, whatever it is.
            return null;
        }
    }
}
