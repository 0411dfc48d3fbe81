using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PartnerBlazor.Store;

/// <summary>Numbers and chains journal entries (DESIGN §3).</summary>
public static class JournalChain
{
    /// <summary>The next entry of the partner's journal; moves the partner's counter and head on.</summary>
    public static JournalEntry Next(
        Partner partner, DateTime at, Actor actor, string kind, Guid? customerId, Guid? subjectId, JournalPayload payload)
    {
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentNullException.ThrowIfNull(actor);
        var json = StoreJson.Write(payload with { Address = actor.Address.Length > 0 ? actor.Address : null, Salt = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) });
        var payloadHash = HashOfPayload(json);
        var seq = partner.LastSeq + 1;
        var hash = HashOf(partner.Id, seq, at, actor.Kind, actor.Id, kind, customerId, subjectId, payloadHash, partner.LastHash);
        var entry = new JournalEntry
        {
            PartnerId = partner.Id,
            PartnerSeq = seq,
            At = at,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            Kind = kind,
            CustomerId = customerId,
            SubjectId = subjectId,
            Payload = json,
            PayloadHash = payloadHash,
            PrevHash = partner.LastHash,
            Hash = hash,
        };
        partner.LastSeq = seq;
        partner.LastHash = hash;
        return entry;
    }

    /// <summary>The hash an untouched payload has.</summary>
    public static byte[] HashOfPayload(string json) => SHA256.HashData(Encoding.UTF8.GetBytes(json));

    /// <summary>The hash an untouched entry has.</summary>
    public static byte[] HashOf(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return HashOf(entry.PartnerId, entry.PartnerSeq, entry.At, entry.ActorKind, entry.ActorId, entry.Kind,
            entry.CustomerId, entry.SubjectId, entry.PayloadHash, entry.PrevHash);
    }

    private static byte[] HashOf(
        int partnerId, long seq, DateTime at, ActorKind actorKind, Guid? actorId, string kind,
        Guid? customerId, Guid? subjectId, byte[] payloadHash, byte[] prevHash)
    {
        // Length-prefixed parts: no two different entries write the same bytes.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (byte[][])[
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{partnerId}/{seq}/{at.Ticks}/{(int)actorKind}/{actorId}/{customerId}/{subjectId}")),
            Encoding.UTF8.GetBytes(kind), payloadHash, prevHash])
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part);
        }
        return hash.GetHashAndReset();
    }
}
