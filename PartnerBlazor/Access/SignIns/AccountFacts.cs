namespace PartnerBlazor.Access;

/// <summary>What of an account the journal names as changed; stable names.</summary>
public static class AccountFacts
{
    /// <summary>The password.</summary>
    public const string Password = "password";
    /// <summary>The authenticator app.</summary>
    public const string Authenticator = "authenticator";
    /// <summary>The recovery codes.</summary>
    public const string RecoveryCodes = "recovery_codes";
    /// <summary>A passkey.</summary>
    public const string Passkey = "passkey";
    /// <summary>Everything: a Super Admin gave the person a new start.</summary>
    public const string Everything = "everything";
}
