using System.Security.Claims;

namespace PartnerBlazor.Live;

/// <summary>Who may come in to the hub. Implemented where sign-ins are known; Live knows none (DESIGN §4).</summary>
public interface ILiveDoor
{
    /// <summary>Lets a signed-in person in; null when the sign-in does not count.</summary>
    /// <param name="user">As authenticated by the request.</param>
    /// <param name="ended">Called once when the sign-in ends, on the ender's thread: be quick.</param>
    /// <param name="cancel">Cancels.</param>
    Task<LiveEntry?> EnterAsync(ClaimsPrincipal? user, Action ended, CancellationToken cancel);
}

/// <summary>A person let in.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="PartnerId">For which partner the sign-in is.</param>
/// <param name="Listening">Dispose it to no longer hear of the end.</param>
public sealed record LiveEntry(Guid PersonId, int PartnerId, IDisposable Listening);
