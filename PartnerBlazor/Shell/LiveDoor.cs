using System.Security.Claims;
using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Shell;

/// <summary>Lets those in to the hub whose sign-in counts.</summary>
public sealed class LiveDoor(SignInRegistry registry) : ILiveDoor
{
    /// <inheritdoc/>
    public async Task<LiveEntry?> EnterAsync(ClaimsPrincipal? user, Action ended, CancellationToken cancel)
    {
        if (PersonClaims.Of(user) is not { } claims)
            return null;
        // Register first, then ask, so that no end is missed.
        var listening = registry.Register(claims, ended);
        try
        {
            if (await registry.CountsUntilAsync(claims, cancel) is not null)
                return new LiveEntry(claims.PersonId, claims.PartnerId, listening);
        }
        catch
        {
            listening.Dispose();
            throw;
        }
        listening.Dispose();
        return null;
    }
}
