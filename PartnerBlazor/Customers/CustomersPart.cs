using Microsoft.AspNetCore.Components;

namespace PartnerBlazor.Customers;

/// <summary>
/// A small piece of the customers page that shows counts of its state and renders for itself: only when what it shows is another, never
/// because the page or a row did.
/// </summary>
/// <typeparam name="TShown">What it shows, compared by value.</typeparam>
public abstract class CustomersPart<TShown> : ComponentBase, IDisposable
{
    private TShown? _shown;

    /// <summary>The state of the page.</summary>
    [Inject]
    protected CustomersState State { get; set; } = null!;

    /// <summary>What it shows now.</summary>
    protected abstract TShown Shows { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        State.Counted -= StateHasChanged;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        State.Counted += StateHasChanged;
        // Set by now, so that the first render is not followed by another that shows the same.
        _shown = Shows;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var before = _shown;
        _shown = Shows;
        return !EqualityComparer<TShown>.Default.Equals(before, _shown);
    }
}
