namespace PartnerBlazor.Bench.Server;

/// <summary>
/// The last days the bench gives a licence, counted from today: by turns soon (it expires) and later (it does not), so that its state changes
/// every time, and never the same twice in a row, so that a batch can be told by the day it carries.
/// </summary>
public static class ExpiringDays
{
    // A licence expires soon up to thirty days before its end.
    private const int Soon = 2;
    private const int Later = 40;
    private const int Choice = 20;

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>Later than all of them.</summary>
    public static DateOnly End => Today.AddDays(Later + Choice);

    /// <summary>The one of a change.</summary>
    /// <param name="change">Number of the change.</param>
    public static DateOnly Of(int change) => Today.AddDays((change % 2 == 0 ? Later : Soon) + change / 2 % Choice);
}
