namespace PartnerBlazor.Settings;

/// <summary>The real vendor: section <c>Central</c>. Empty: none is connected.</summary>
public sealed class CentralOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Central";
    /// <summary>Id of the API credentials the partner made at the vendor; empty: no vendor is connected.</summary>
    public string ClientId { get; set; } = "";
    /// <summary>Their secret.</summary>
    public string ClientSecret { get; set; } = "";
    /// <summary>Where a token is asked for (domain.md B1). The secret goes nowhere else.</summary>
    public string TokenAddress { get; set; } = "https://id.sophos.com/api/v2/oauth2/token";
    /// <summary>The API's global host (domain.md B2).</summary>
    public string ApiAddress { get; set; } = "https://api.central.sophos.com";
    /// <summary>Hosts the vendor names are used only below this domain.</summary>
    public string HostSuffix { get; set; } = "central.sophos.com";

    /// <summary>Credentials are set.</summary>
    public bool Exists() => ClientId.Length > 0;
}
