using System.Security.Claims;

namespace PartnerBlazor.Access;

/// <summary>What the session cookie says: ids only. Role and scope are read from the store, so that they are never stale.</summary>
/// <param name="PersonId">Who is signed in.</param>
/// <param name="SignInId">By which sign-in.</param>
/// <param name="PartnerId">For which partner.</param>
public sealed record PersonClaims(Guid PersonId, Guid SignInId, int PartnerId)
{
    private const string Person = "pb:person";
    private const string SignIn = "pb:sign-in";
    private const string Partner = "pb:partner";
    private const string From = "pb:address";

    /// <summary>IP address the request or the circuit came from; empty when not told. Never in the cookie.</summary>
    public string Address { get; init; } = "";

    /// <summary>The principal for the cookie of the scheme.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
    [
        // Antiforgery tokens are bound to this one.
        new Claim(ClaimTypes.NameIdentifier, $"{PersonId:N}.{SignInId:N}"),
        new Claim(Person, PersonId.ToString()),
        new Claim(SignIn, SignInId.ToString()),
        new Claim(Partner, PartnerId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ], scheme));

    /// <summary>Reads a principal; null when it is nobody of ours.</summary>
    public static PersonClaims? Of(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirst(Person)?.Value, out var person)
        && Guid.TryParse(principal.FindFirst(SignIn)?.Value, out var signIn)
        && int.TryParse(principal.FindFirst(Partner)?.Value, out var partner)
            ? new PersonClaims(person, signIn, partner) { Address = principal.FindFirst(From)?.Value ?? "" }
            : null;

    /// <summary>Notes where this request comes from: a circuit or hub connection keeps the principal it was opened with.</summary>
    public static void Tell(ClaimsPrincipal principal, System.Net.IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Identity is ClaimsIdentity identity && SignInTrace.Write(address) is { Length: > 0 } told)
            identity.AddClaim(new Claim(From, told));
    }
}
