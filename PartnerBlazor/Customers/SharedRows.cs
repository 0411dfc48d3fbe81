using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>
/// Hundreds of tabs show the same customers: a row read anew for one of them is replaced by the one read before, as long as that is among the
/// last of its place. Rows never change (<see cref="CustomerRow"/>), so one serves all.
/// </summary>
internal sealed class SharedRows
{
    private const int Places = 8192;

    // Two who write a place at the same time both have a row that is right; which of them is kept does not matter.
    private readonly CustomerRow?[] _rows = new CustomerRow?[Places];

    /// <summary>The row, or its equal read before.</summary>
    public CustomerRow Of(CustomerRow read)
    {
        ref var place = ref _rows[(uint)read.Id.GetHashCode() % Places];
        if (place is { } kept && kept.Id == read.Id && kept.Version == read.Version && kept.Seq == read.Seq)
            return kept;
        return place = read;
    }
}
