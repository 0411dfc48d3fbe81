namespace PartnerBlazor.Customers;

/// <summary>
/// The first letter of a search is a step one can go back from; the next ones are the same step, also where the browser has not yet gone to
/// the address of the one before.
/// </summary>
internal sealed class SearchStep
{
    private string? _asked;

    /// <summary>The browser is to go to the address of a search.</summary>
    /// <param name="shown">What is searched on the page.</param>
    /// <param name="search">What is to be.</param>
    /// <returns>True: its address takes the place of the one before.</returns>
    public bool Next(string shown, string search)
    {
        var before = _asked ?? shown;
        _asked = search;
        return before.Length > 0 && search != before;
    }

    /// <summary>The browser went somewhere: the page shows that.</summary>
    public void Arrive() => _asked = null;
}
