namespace PartnerBlazor.Delivery;

/// <summary>When a receiver that does not answer is asked again. Pure.</summary>
public static class DeliveryRules
{
    /// <summary>The first pause.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>No pause is longer, unless the receiver asks for it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The pause after so many attempts in vain, at least one: each is twice the one before.</summary>
    public static TimeSpan Pause(int attempts) => attempts > 12 ? Longest : Min(Shortest * (1 << Math.Max(0, attempts - 1)), Longest);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
