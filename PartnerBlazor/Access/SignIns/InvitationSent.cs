namespace PartnerBlazor.Access;

/// <summary>How an invitation goes to the person.</summary>
/// <param name="Link">The link to hand over; null when it was sent by mail.</param>
/// <param name="Mailed">It was sent by mail.</param>
/// <param name="Problem">Why it could not be sent, one of <see cref="Store.RefusalCodes"/>; null when nobody tried or it was.</param>
/// <param name="Provider">What the identity provider is called, where it is the only way for them: the link is the sign-in page. Null: they choose a password.</param>
public sealed record InvitationSent(string? Link, bool Mailed, string? Problem, string? Provider = null);
