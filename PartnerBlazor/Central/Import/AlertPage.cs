namespace PartnerBlazor.Central.Import;

/// <summary>Alerts that stood together in a file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Alerts">What could be read of them.</param>
/// <param name="Paged">False for a bare array or a single record: nothing says what it is part of.</param>
/// <param name="TotalPages">Pages the vendor counted; null: not told.</param>
/// <param name="TotalItems">Alerts the vendor counted; null: not told.</param>
public sealed record AlertPage(AnswerSource Source, IReadOnlyList<VendorAlert> Alerts, bool Paged, int? TotalPages, int? TotalItems)
{
    /// <summary>Its alerts by customer: most pages speak of one, a script's own list of many.</summary>
    public ILookup<Guid, VendorAlert> ByCustomer { get; } = Alerts.ToLookup(a => a.CustomerId);
    /// <summary>Its alerts by customer and id.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. Alerts.Select(a => $"{a.CustomerId}/{a.Id}").Distinct()];
}
