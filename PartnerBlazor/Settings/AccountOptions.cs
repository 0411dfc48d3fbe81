namespace PartnerBlazor.Settings;

/// <summary>The portal as seen from outside: section <c>Portal</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Portal";
    /// <summary>Address people open it at, for links in mails: https://portal.example. Needed with Smtp:Host.</summary>
    public string Address { get; set; } = "";
}

/// <summary>How the connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Begins in clear, then STARTTLS; refused when the server has none.</summary>
    StartTls,
    /// <summary>TLS from the beginning.</summary>
    Tls,
    /// <summary>Not at all: for a relay on this machine.</summary>
    None,
}

/// <summary>The mail server that carries invitations and links: section <c>Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Smtp";
    /// <summary>Host; empty: no mails, Super Admins hand links over.</summary>
    public string Host { get; set; } = "";
    /// <summary>Port.</summary>
    public int Port { get; set; } = 587;
    /// <summary>How the connection is protected: StartTls, Tls or None.</summary>
    public SmtpSecurity Security { get; set; }
    /// <summary>User name at the server; empty: it asks for none.</summary>
    public string UserName { get; set; } = "";
    /// <summary>Password at the server.</summary>
    public string Password { get; set; } = "";
    /// <summary>Address mails come from.</summary>
    public string From { get; set; } = "";
}

/// <summary>The identity provider people sign in at: section <c>Oidc</c>.</summary>
public sealed class OidcOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Oidc";
    /// <summary>Address of the provider (OpenID Connect issuer); empty: there is none.</summary>
    public string Authority { get; set; } = "";
    /// <summary>The portal's id at the provider.</summary>
    public string ClientId { get; set; } = "";
    /// <summary>The portal's secret at the provider.</summary>
    public string ClientSecret { get; set; } = "";
    /// <summary>What the sign-in button calls it.</summary>
    public string Name { get; set; } = "SSO";
    /// <summary>The claim that says which roles somebody has.</summary>
    public string RoleClaim { get; set; } = "roles";
    /// <summary>Passwords are for Super Admins alone, for when the provider fails.</summary>
    public bool OnlyProvider { get; set; }
    /// <summary>Which value of the claim gives which role; the first that somebody has counts.</summary>
    public IList<OidcRole> Roles { get; } = [];

    /// <summary>A provider is set.</summary>
    public bool Exists() => Authority.Length > 0;
}

/// <summary>One line of the mapping: <c>Oidc:Roles:0:Value</c>, <c>Oidc:Roles:0:Role</c> …</summary>
public sealed class OidcRole
{
    /// <summary>Value of the claim.</summary>
    public string Value { get; set; } = "";
    /// <summary>The role it gives: SuperAdmin, Admin, HelpDesk, ReadOnly, BusinessAdmin, or the name of a custom role.</summary>
    public string Role { get; set; } = "";
    /// <summary>A new person sees all customers; else none until a Super Admin chooses.</summary>
    public bool AllCustomers { get; set; }
}
