namespace PartnerBlazor.Access;

/// <summary>How somebody who was invited gets in.</summary>
public interface IInviter
{
    /// <summary>True where an invited person must be told how to get in; in the demo they stand on the sign-in page.</summary>
    bool Needed { get; }

    /// <summary>Sends the invitation, by mail or as a link to hand over. Earlier invitations of the person end with it.</summary>
    /// <param name="by">Who invites; may manage people.</param>
    /// <param name="personId">The person; active, of the same partner.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="Store.RefusedException"><see cref="Store.RefusalCodes.NotAllowed"/> or <see cref="Store.RefusalCodes.NotFound"/>.</exception>
    Task<InvitationSent> InviteAsync(PartnerScope by, Guid personId, CancellationToken cancel);

    /// <summary>
    /// Takes from a person all they sign in with, ends their sessions and invites them anew: for a lost phone, or an account in the wrong
    /// hands. Not for oneself.
    /// </summary>
    /// <inheritdoc cref="InviteAsync"/>
    Task<InvitationSent> StartAnewAsync(PartnerScope by, Guid personId, CancellationToken cancel);
}

/// <summary>The demo's: everybody stands on the sign-in page and is let in with one click.</summary>
public sealed class DemoInviter : IInviter
{
    /// <inheritdoc/>
    public bool Needed => false;

    /// <inheritdoc/>
    public Task<InvitationSent> InviteAsync(PartnerScope by, Guid personId, CancellationToken cancel) => Task.FromResult(new InvitationSent(null, false, null));

    /// <inheritdoc/>
    public Task<InvitationSent> StartAnewAsync(PartnerScope by, Guid personId, CancellationToken cancel) => InviteAsync(by, personId, cancel);
}
