namespace PartnerBlazor.Central.Client;

/// <summary>What a status means, by what was asked (domain.md B12): a 403 on one customer is not a 403 on everything.</summary>
public static class CentralMeanings
{
    /// <summary>The meaning of an answer.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="status">HTTP status of the answer.</param>
    public static CentralMeaning Of(CentralCall call, int status) => (call, status) switch
    {
        (_, >= 200 and < 300) => CentralMeaning.Done,
        (_, 429) => CentralMeaning.Limited,
        // 400 is met for a wrong secret too (domain.md B1).
        (CentralCall.Token, 400 or 401 or 403) or (CentralCall.WhoAmI, 401 or 403) => CentralMeaning.LinkRefused,
        // The header that names the customer is a reason too (domain.md B12): whose fault it is, whoami tells.
        (CentralCall.Licences or CentralCall.Alerts or CentralCall.Health or CentralCall.AlertAction, 401) => CentralMeaning.Refused,
        // A token that was just made is not accepted.
        (_, 401) => CentralMeaning.LinkRefused,
        (_, 408) => CentralMeaning.Silent,
        (not (CentralCall.Token or CentralCall.WhoAmI), >= 400 and < 500) => CentralMeaning.Refused,
        // 5xx, a redirect nobody follows, and what no document tells of.
        _ => CentralMeaning.Silent,
    };
}
