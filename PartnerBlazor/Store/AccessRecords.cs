using Microsoft.AspNetCore.Identity;

namespace PartnerBlazor.Store;

/// <summary>What the people of a partner must sign in with, where they have a password here (another identity provider has rules of its own).</summary>
public enum SignInRule
{
    /// <summary>A password; a second factor or a passkey is each person's own choice.</summary>
    Password,
    /// <summary>A password and a second factor, or a passkey.</summary>
    SecondFactor,
    /// <summary>A passkey.</summary>
    Passkey,
}

/// <summary>How somebody signed in.</summary>
public enum SignInMethod
{
    /// <summary>One click, in the demo.</summary>
    Demo,
    /// <summary>A password.</summary>
    Password,
    /// <summary>A password and a code of an authenticator app.</summary>
    Code,
    /// <summary>A password and a recovery code.</summary>
    RecoveryCode,
    /// <summary>A passkey.</summary>
    Passkey,
    /// <summary>Another identity provider (OpenID Connect).</summary>
    Provider,
}

/// <summary>
/// What a person signs in with: password, second factor, lockout. ASP.NET Core Identity keeps it, passkeys and provider logins beside
/// it. Its id is the person's. In the demo nobody has one.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>When the person was last invited (UTC); null: never, for example because they came through the identity provider.</summary>
    public DateTime? InvitedAt { get; set; }
    /// <summary>When the person last signed in (UTC); null: not yet.</summary>
    public DateTime? LastSignInAt { get; set; }
}

/// <summary>One sign-in of a person in one browser. Ended by sign-out in that browser, in all its tabs, or by being revoked.</summary>
public sealed class SignIn
{
    /// <summary>Id, carried in the session cookie.</summary>
    public Guid Id { get; set; }
    /// <summary>Who signed in.</summary>
    public Guid PersonId { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
    /// <summary>When it was ended (UTC); null while it counts.</summary>
    public DateTime? EndedAt { get; set; }
    /// <summary>How.</summary>
    public SignInMethod Method { get; set; }
    /// <summary>IP address it was made from; empty when not told.</summary>
    public string Address { get; set; } = "";
    /// <summary>What the browser called itself, cut to 300 characters.</summary>
    public string Agent { get; set; } = "";
}

/// <summary>A named copy of a built-in role with permissions removed (SPEC §2).</summary>
public sealed class CustomRole
{
    /// <summary>Id of the role.</summary>
    public Guid Id { get; set; }
    /// <summary>The partner it belongs to.</summary>
    public int PartnerId { get; set; }
    /// <summary>Name, unique within the partner, upper and lower case alike.</summary>
    public required string Name { get; set; }
    /// <summary>The built-in role it is a copy of; does not change.</summary>
    public Role BaseRole { get; set; }
    /// <summary>Names of the permissions that were removed, sorted, separated by commas.</summary>
    public string Removed { get; set; } = "";
}

/// <summary>Where a partner's journal begins once its older entries were let go: the chain goes on from here.</summary>
public sealed class JournalCheckpoint
{
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>Number of the last entry that was let go.</summary>
    public long LastSeq { get; set; }
    /// <summary>Hash of that entry.</summary>
    public byte[] Hash { get; set; } = [];
    /// <summary>How many entries were let go with it.</summary>
    public long Count { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
    /// <summary>Seal of partner, number, hash and count with the portal's key, which is not in the database; null: somebody else wrote it.</summary>
    public byte[]? Seal { get; set; }
}
