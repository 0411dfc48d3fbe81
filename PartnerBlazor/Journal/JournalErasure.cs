using System.Globalization;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>
/// What becomes of a payload when a person's values are erased from it, and how that is vouched for: the entry that journals the erasure
/// lists every payload it left behind by number and hash, and is itself part of the chain.
/// </summary>
public static class JournalErasure
{
    /// <summary>The payload without the person's values; null when it holds none.</summary>
    /// <param name="entry">An entry the person is the actor or the subject of, or that names them.</param>
    /// <param name="personId">The person.</param>
    /// <param name="requests">Their requests for approval: the answer names who asked.</param>
    public static string? Of(JournalEntry entry, Guid personId, IReadOnlySet<Guid> requests)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(requests);
        var before = StoreJson.Read<JournalPayload>(entry.Payload);
        var after = Without(entry, before, personId, entry.SubjectId is { } subject && requests.Contains(subject));
        // With the salt, what was erased could be guessed and compared with the hash that stays.
        return after == before ? null : StoreJson.Write(after with { Salt = null, Erased = true });
    }

    /// <summary>True when erasing a person's values can have left the payload: the entry names them, and all that was theirs is blank.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="left">What its payload says now.</param>
    /// <param name="personId">Whose values are said to be erased.</param>
    public static bool CanHaveLeft(JournalEntry entry, JournalPayload left, Guid personId)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(left);
        var named = entry.ActorId == personId || entry.SubjectId == personId;
        // An answer names who asked in its item alone; whose request it was is not in the journal.
        return (named || entry.Kind == JournalKinds.AssistanceAnswered)
            && left is { Erased: true, Salt: null } && Without(entry, left, personId, theirRequest: !named) == left;
    }

    private static JournalPayload Without(JournalEntry entry, JournalPayload payload, Guid personId, bool theirRequest)
    {
        if (entry.ActorId == personId)
            payload = payload with { Actor = "", Address = null };
        // What was erased of somebody else stays told when its teller's own values are.
        if (entry.SubjectId == personId && entry.Kind != JournalKinds.JournalErased)
        {
            // Their name, role and scope, and what they sign in with: all of it is about them.
            payload = payload with { Item = "", Before = null, After = null };
            // Who tried their account may well have been themselves.
            if (entry.ActorKind == ActorKind.Visitor)
                payload = payload with { Address = null };
        }
        else if (entry.Kind == JournalKinds.AssistanceAnswered && theirRequest)
            payload = payload with { Item = "" };
        return payload;
    }

    /// <summary>What the journal says of erased payloads: number and hash of each.</summary>
    public static string Claims(IEnumerable<(long Seq, string Payload)> erased)
    {
        ArgumentNullException.ThrowIfNull(erased);
        return string.Join(' ', erased.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Seq}:{Convert.ToHexString(JournalChain.HashOfPayload(e.Payload))}")));
    }

    /// <summary>Reads what <see cref="Claims"/> wrote; what cannot be read claims nothing.</summary>
    public static IEnumerable<(long Seq, string Hash)> ReadClaims(string? claims)
    {
        foreach (var claim in (claims ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (claim.Split(':') is [var number, var hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
                yield return (seq, hash);
    }
}
