using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>Whether a change would move a row in the present order. Pure.</summary>
public static class CustomerOrder
{
    /// <summary>True when the value the list is sorted by differs.</summary>
    public static bool Moves(CustomerFilter filter, CustomerRow before, CustomerRow after)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return !Equals(KeyOf(filter.Sort, before), KeyOf(filter.Sort, after)) || before.DisplayName != after.DisplayName;
    }

    private static object? KeyOf(CustomerSort sort, CustomerRow row) => sort switch
    {
        CustomerSort.Billing => row.BillingType,
        CustomerSort.Licences => row.WorstCover,
        CustomerSort.Expiry => row.NextExpiry,
        CustomerSort.Assistance => row.Assistance,
        CustomerSort.Alerts => (row.AlertsHigh, row.AlertsMedium, row.AlertsLow),
        _ => null,
    };
}
