using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PartnerBlazor.Assistance;

/// <summary>A secret of 256 bits that is given to a browser once; only its hash is kept.</summary>
internal static class OneTimeSecret
{
    /// <summary>A new one, fit for an address or a cookie.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of it: SHA-256. It is random itself, so that no salt is needed.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
