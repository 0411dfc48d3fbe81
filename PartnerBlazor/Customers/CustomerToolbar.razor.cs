using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>Search first, then the filters as chips.</summary>
public sealed partial class CustomerToolbar : ComponentBase
{
    private static readonly BillingType[] s_billing = Enum.GetValues<BillingType>();
    private static readonly LicenceState[] s_states = Enum.GetValues<LicenceState>();
    private static readonly LicenceCategory[] s_categories = Enum.GetValues<LicenceCategory>();
    private static readonly PartnerAssistance[] s_assistance = [PartnerAssistance.On, PartnerAssistance.Off, PartnerAssistance.Unknown];
    private static readonly int[] s_horizons = [7, 14, 30, 60, 90];

    private bool _filters;
    private (CustomerFilter, object Groups, bool Filters)? _shown;

    /// <summary>What is shown. Given, not taken from the state: a component whose parameters are callbacks only is never rendered anew.</summary>
    [Parameter, EditorRequired]
    public required CustomerFilter Filter { get; set; }

    /// <summary>Something else is to be shown.</summary>
    [Parameter, EditorRequired]
    public EventCallback<CustomerFilter> FilterChanged { get; set; }

    /// <summary>The keyboard is to go to the list: what had it is gone.</summary>
    [Parameter, EditorRequired]
    public EventCallback ToList { get; set; }

    [Inject]
    private CustomersState State { get; set; } = null!;

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    private IReadOnlyList<Guid> Groups =>
        [.. State.Groups.Values.OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase).Select(group => group.Id)];

    private int Chosen => Filter.Billing.Count + Filter.States.Count + Filter.Categories.Count + Filter.Groups.Count + Filter.Assistance.Count + Horizon.Count
        + (Filter.WithAlerts ? 1 : 0);

    private IReadOnlyList<int> Horizon => Filter.ExpiresWithin is { } days ? [days] : [];

    // The page renders with every change on screen; the search and the filters only when they are others.
    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var before = _shown;
        _shown = (Filter, State.Groups, _filters);
        return before != _shown;
    }

    private Task Change(CustomerFilter filter) => FilterChanged.InvokeAsync(filter);

    private async Task ClearAsync()
    {
        await Change(Filter.Cleared());
        await ToList.InvokeAsync();
    }

    private string GroupName(Guid id) => State.Groups.GetValueOrDefault(id)?.Name ?? "–";

    private string HorizonName(int days) => Loc[nameof(CustomerTexts.WithinDays), days];
}
