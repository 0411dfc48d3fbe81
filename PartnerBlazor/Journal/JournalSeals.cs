using System.Security.Cryptography;
using System.Text;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>Seals with the portal's key (HMAC-SHA256): what was let go and what was erased, as only the portal can have written it.</summary>
public sealed class JournalSeals(byte[] key)
{
    /// <summary>The seal of a checkpoint.</summary>
    public byte[] Of(JournalCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Seal($"checkpoint {checkpoint.PartnerId} {checkpoint.LastSeq} {Convert.ToHexString(checkpoint.Hash)} {checkpoint.Count}");
    }

    /// <summary>The seal of an erasure.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="personId">Whose values were erased.</param>
    /// <param name="claims">What stands there now (<see cref="JournalErasure.Claims"/>).</param>
    public string Of(int partnerId, Guid personId, string claims) => Convert.ToHexString(Seal($"erasure {partnerId} {personId} {claims}"));

    /// <summary>True for a checkpoint the portal wrote.</summary>
    public bool IsRight(JournalCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.Seal is { } seal && CryptographicOperations.FixedTimeEquals(seal, Of(checkpoint));
    }

    /// <summary>True for the entry of an erasure the portal made.</summary>
    public bool IsRight(JournalEntry erasure, JournalPayload? payload)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return erasure.SubjectId is { } person && payload?.Seal is { } seal
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(seal), Encoding.UTF8.GetBytes(Of(erasure.PartnerId, person, payload.Before ?? "")));
    }

    private byte[] Seal(FormattableString what) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(FormattableString.Invariant(what)));
}
