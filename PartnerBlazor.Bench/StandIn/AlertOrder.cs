using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>
/// An order of alerts, and the keys of its pages. A key is the place after an alert, so that the next page is the next one whatever was
/// raised or settled in between.
/// </summary>
/// <param name="Field">What they are ordered by.</param>
/// <param name="Descending">The greatest first.</param>
internal sealed record AlertOrder(string Field, bool Descending)
{
    private static readonly string[] s_severities = ["low", "medium", "high"];

    /// <summary>The newest first.</summary>
    public static AlertOrder Usual { get; } = new("raisedAt", true);

    /// <summary>Reads <c>raisedAt:desc</c>; null: no order of ours.</summary>
    public static AlertOrder? Of(IReadOnlyList<string> sort) => sort is not [var only] ? null : only.Split(':') switch
    {
        [var field] when IsField(field) => new AlertOrder(field, false),
        [var field, "asc" or "desc"] when IsField(field) => new AlertOrder(field, only.EndsWith(":desc", StringComparison.Ordinal)),
        _ => null,
    };

    /// <summary>The alerts in this order.</summary>
    public IEnumerable<StandInAlert> Sort(IEnumerable<StandInAlert> alerts) =>
        Descending ? alerts.OrderByDescending(PlaceOf, StringComparer.Ordinal) : alerts.OrderBy(PlaceOf, StringComparer.Ordinal);

    /// <summary>The key of the page after an alert.</summary>
    public string KeyAfter(StandInAlert alert) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(PlaceOf(alert)));

    /// <summary>Tells what comes after a key; null: it is none.</summary>
    public Func<StandInAlert, bool>? After(string key)
    {
        try
        {
            var place = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(key));
            return place.Contains('|', StringComparison.Ordinal)
                ? alert => string.CompareOrdinal(PlaceOf(alert), place) is var side && (Descending ? side < 0 : side > 0)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsField(string field) => field is "raisedAt" or "severity";

    private string PlaceOf(StandInAlert alert)
    {
        var raised = alert.RaisedUtc.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        return Field == "severity" ? $"{Array.IndexOf(s_severities, alert.Severity) + 1}|{raised}|{alert.Id:N}" : $"{raised}|{alert.Id:N}";
    }
}
