using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>What is going on with a customer's licences.</summary>
internal enum Story
{
    Calm,
    Expiring,
    Renewing,
    OverUsed,
    Grace,
    Expired,
    Revoked,
    Gap,
    Scheduled,
    Replaced,
    Perpetual,
    Unlimited,
    SameCategory,
    PastEnd,
    Converted,
    NotActivated,
}

/// <summary>What is laid down about a customer before chance does the rest.</summary>
/// <param name="Origin">Where the account came from.</param>
/// <param name="Story">What is going on.</param>
/// <param name="Assistance">Partner Assistance; null: by the rule, some switched since.</param>
/// <param name="Status">Status at the vendor; null: nearly always active.</param>
internal sealed record DemoCase(CustomerOrigin Origin, Story Story, PartnerAssistance? Assistance = null, CustomerStatus? Status = null);

/// <summary>Which stories occur, and how often: most customers are calm.</summary>
internal static class DemoStories
{
    private const int FirstFixed = 10;

    // One of each, so that even the smallest partner has all of them.
    private static readonly DemoCase[] s_fixed =
    [
        new(CustomerOrigin.Term, Story.Expiring, PartnerAssistance.On),
        new(CustomerOrigin.Term, Story.Renewing, PartnerAssistance.On),
        new(CustomerOrigin.MonthlyAccount, Story.OverUsed, PartnerAssistance.On),
        new(CustomerOrigin.Term, Story.Grace, PartnerAssistance.Off),
        new(CustomerOrigin.Term, Story.Expired, PartnerAssistance.Unknown),
        new(CustomerOrigin.Term, Story.Revoked),
        new(CustomerOrigin.Term, Story.Gap),
        new(CustomerOrigin.Term, Story.Scheduled),
        new(CustomerOrigin.Term, Story.Replaced),
        new(CustomerOrigin.MonthlyAccount, Story.PastEnd),
        new(CustomerOrigin.PartnerTrial, Story.Calm, PartnerAssistance.On),
        new(CustomerOrigin.CustomerTrial, Story.Calm, PartnerAssistance.Off),
        new(CustomerOrigin.PartnerTrial, Story.Grace),
        new(CustomerOrigin.ManagedOrder, Story.Calm, PartnerAssistance.On),
        new(CustomerOrigin.ManagedOrder, Story.OverUsed),
        new(CustomerOrigin.Term, Story.Perpetual),
        new(CustomerOrigin.Term, Story.SameCategory),
        new(CustomerOrigin.Term, Story.Unlimited),
        new(CustomerOrigin.Term, Story.NotActivated, PartnerAssistance.Unknown),
        new(CustomerOrigin.MonthlyAccount, Story.Calm, Status: CustomerStatus.Suspended),
        new(CustomerOrigin.PartnerTrial, Story.Converted),
        new(CustomerOrigin.Term, Story.Expired, Status: CustomerStatus.Cancelled),
        new(CustomerOrigin.Term, Story.OverUsed),
        new(CustomerOrigin.ManagedOrder, Story.PastEnd, PartnerAssistance.Off),
    ];

    private static readonly (Story, int)[] s_term =
    [
        (Story.Calm, 555), (Story.Expiring, 130), (Story.Renewing, 50), (Story.OverUsed, 30), (Story.Grace, 45), (Story.Expired, 30), (Story.Revoked, 10),
        (Story.Gap, 10), (Story.Scheduled, 15), (Story.Replaced, 35), (Story.Perpetual, 20), (Story.Unlimited, 20), (Story.SameCategory, 35), (Story.NotActivated, 15),
    ];

    private static readonly (Story, int)[] s_usage =
    [
        (Story.Calm, 780), (Story.OverUsed, 40), (Story.PastEnd, 80), (Story.Unlimited, 40), (Story.SameCategory, 30), (Story.Revoked, 5), (Story.NotActivated, 25),
    ];

    private static readonly (Story, int)[] s_ordered = [(Story.Calm, 830), (Story.OverUsed, 60), (Story.PastEnd, 80), (Story.SameCategory, 30)];

    private static readonly (Story, int)[] s_trial =
        [(Story.Calm, 560), (Story.Grace, 120), (Story.Expired, 70), (Story.Converted, 200), (Story.NotActivated, 50)];

    /// <summary>The case of a customer.</summary>
    public static DemoCase Of(Randomizer random, DemoPartner partner, int index)
    {
        // The odd names are quiet and open to the partner, but for the last two: what one looks at first should be there to see.
        if (index < FirstFixed)
            return new(CustomerOrigin.Term, Story.Calm, index < FirstFixed - 2 ? PartnerAssistance.On : null);
        if (index - FirstFixed < s_fixed.Length)
            return s_fixed[index - FirstFixed];
        var origin = random.Pick(partner.Origins);
        return new(origin, random.Pick(origin switch
        {
            CustomerOrigin.Term => s_term,
            CustomerOrigin.MonthlyAccount => s_usage,
            CustomerOrigin.ManagedOrder => s_ordered,
            _ => s_trial,
        }));
    }

    /// <summary>True when Partner Assistance is on from the start (domain.md A3).</summary>
    public static bool StartsOn(CustomerOrigin origin) =>
        origin is CustomerOrigin.PartnerTrial or CustomerOrigin.MonthlyAccount or CustomerOrigin.ManagedOrder;

    /// <summary>Partner Assistance by the rule of domain.md A3, with some switched since by the customer's administrator.</summary>
    public static PartnerAssistance AssistanceOf(Randomizer random, DemoCase what)
    {
        var starts = StartsOn(what.Origin) || what.Story == Story.Converted;
        var chance = random.Number(0, 99);
        // Of an account that is not activated nothing can be seen.
        if (what.Story == Story.NotActivated)
            return PartnerAssistance.Unknown;
        if (what.Assistance is { } laidDown)
            return laidDown;
        return (starts, chance) switch
        {
            (true, < 91) => PartnerAssistance.On,
            (true, < 97) => PartnerAssistance.Off,
            (false, < 58) => PartnerAssistance.On,
            (false, < 94) => PartnerAssistance.Off,
            _ => PartnerAssistance.Unknown,
        };
    }
}
