using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>What is shown of a licence, as one value: where two of them differ, something is to be marked.</summary>
public static class LicenceFacts
{
    /// <summary>The facts of a licence; compared with Equals.</summary>
    public static object Of(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return (licence.ProductName, licence.Type, licence.Number, licence.StartDate, licence.EndDate, licence.RollsOver,
            (licence.Quantity, licence.Usage, licence.ReplacedFrom, licence.State));
    }
}
