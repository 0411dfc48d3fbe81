namespace PartnerBlazor.Settings;

/// <summary>The real CRM: section <c>Salesforce</c>. Empty: none is connected.</summary>
public sealed class SalesforceOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Salesforce";
    /// <summary>The consumer key of the app the organisation made; empty: no CRM is connected.</summary>
    public string ClientId { get; set; } = "";
    /// <summary>Its secret, for the client-credentials flow; empty: the JWT bearer flow.</summary>
    public string ClientSecret { get; set; } = "";
    /// <summary>File with the private key (RSA, PEM) of the app's certificate, for the JWT bearer flow.</summary>
    public string PrivateKeyFile { get; set; } = "";
    /// <summary>The user the JWT bearer flow acts as.</summary>
    public string Username { get; set; } = "";
    /// <summary>Where a token is asked for: the organisation's own domain (the client-credentials flow knows no other), or the shared sign-in host.</summary>
    public string LoginUrl { get; set; } = "https://login.salesforce.com";
    /// <summary>Whom a JWT is meant for; empty: <see cref="LoginUrl"/>.</summary>
    public string Audience { get; set; } = "";
    /// <summary>Version of the REST API.</summary>
    public string ApiVersion { get; set; } = "62.0";
    /// <summary>Field of an account that holds the vendor's account id; empty: none, accounts are found by name.</summary>
    public string ExternalIdField { get; set; } = "";
    /// <summary>Hosts the CRM names are used only below this domain.</summary>
    public string HostSuffix { get; set; } = "salesforce.com";

    /// <summary>Credentials are set.</summary>
    public bool Exists() => ClientId.Length > 0;

    /// <summary>The JWT bearer flow is used.</summary>
    public bool SignsItself() => PrivateKeyFile.Length > 0;
}
