namespace PartnerBlazor.Tests.Browser;

/// <summary>How long a journey waits for what somebody else's act must bring to an open page, in ms.</summary>
internal static class Pushed
{
    /// <summary>
    /// Nothing but a push brings it: no page asks again by itself. A push takes milliseconds and the bench measures it; this only has to
    /// outlast a machine that runs several browsers, and the second for which what is not on screen may rest (<c>Watch.Rest</c>).
    /// </summary>
    public const float Within = 5000;
}
