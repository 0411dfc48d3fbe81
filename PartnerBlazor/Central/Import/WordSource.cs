namespace PartnerBlazor.Central.Import;

/// <summary>Where the vendor's word comes from.</summary>
/// <param name="IsLive">Its API, asked just now, for the account the portal is connected with; false: answers somebody saved.</param>
/// <param name="IsPartner">The connected account is a partner's: the vendor may be told names.</param>
internal sealed record WordSource(bool IsLive, bool IsPartner)
{
    /// <summary>Answers somebody saved.</summary>
    public static WordSource Saved { get; } = new(IsLive: false, IsPartner: false);
}
