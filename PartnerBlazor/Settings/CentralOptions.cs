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

    /// <summary>
    /// Address of a customer in the vendor's partner console, where what its API has no call for is done by hand; <c>{id}</c> stands for the
    /// vendor's account id. Empty: no link is shown.
    /// </summary>
    public string ConsoleUrl { get; set; } = "";

    /// <summary>Address that opens a customer's own console; <c>{id}</c> stands for the vendor's account id. Empty: customers cannot be launched.</summary>
    public string LaunchUrl { get; set; } = "";

    /// <summary>Credentials are set.</summary>
    public bool Exists() => ClientId.Length > 0;
}
