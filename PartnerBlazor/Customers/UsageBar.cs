using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>The measures of a thin usage bar, in percent of its width: the limit is marked, over-use goes beyond the mark.</summary>
/// <param name="Within">Length of what is used within the limit.</param>
/// <param name="Over">Length of what is used beyond it.</param>
/// <param name="Limit">Place of the mark.</param>
public sealed record UsageBar(double Within, double Over, double Limit)
{
    // Room beyond the mark, so that it reads as a limit and not as the end.
    private const double Headroom = 1.25;

    /// <summary>The bar of a licence; null when usage or limit is not told: there is nothing to compare.</summary>
    public static UsageBar? Of(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        if (licence is not { Usage: { } usage, Quantity: { } limit } || usage < 0 || limit < 0)
            return null;
        var full = Math.Max(1, Math.Max(limit * Headroom, usage));
        double Percent(double seats) => Math.Round(seats * 100 / full, 2);
        return new UsageBar(Percent(Math.Min(usage, limit)), Percent(Math.Max(0, usage - limit)), Percent(limit));
    }
}
