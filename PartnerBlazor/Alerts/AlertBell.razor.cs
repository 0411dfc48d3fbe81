using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Alerts;

/// <summary>The bell of the bar: how many alerts are open, and on demand the newest of them. Nothing for people who may not see alerts.</summary>
public sealed partial class AlertBell
{
    private const string PanelId = "pb-bell-panel";
    private const string TitleId = "pb-bell-title";

    private ElementReference _button;
    private ElementReference _panel;
    private bool _focusPanel;

    [Inject]
    private AlertsState State { get; set; } = default!;

    [Inject]
    private CustomerWords Words { get; set; } = default!;

    [Inject]
    private IStringLocalizer<AlertTexts> Loc { get; set; } = default!;

    private string Name
    {
        get
        {
            string name = State.Open switch
            {
                null => Loc[nameof(AlertTexts.BellUnknown)],
                0 => Loc[nameof(AlertTexts.BellNone)],
                { } open => Loc[nameof(AlertTexts.Bell), open.ToString("N0", CultureInfo.CurrentCulture)],
            };
            return State.NewHigh ? $"{name}, {Loc[nameof(AlertTexts.BellNewHigh)]}" : name;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        State.Changed = StateHasChanged;
        await State.StartAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusPanel || !State.Listing)
            return;
        _focusPanel = false;
        await _panel.FocusAsync(preventScroll: true);
    }

    /// <inheritdoc/>
    public void Dispose() => State.Changed = null;

    private async Task ToggleAsync()
    {
        if (State.Listing)
        {
            State.Close();
            return;
        }
        _focusPanel = true;
        await State.OpenAsync();
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !State.Listing)
            return;
        State.Close();
        await _button.FocusAsync();
    }

    private static string Link(OpenAlert alert) => new CustomerLink(new CustomerFilter(), alert.CustomerId).ToString();

    private static string All { get; } = new AlertLink(new AlertFilter()).ToString();

    private static string Key(AlertSeverity severity) => severity.ToString().ToLowerInvariant();

    // The bar has room for three figures; the name says the whole number.
    private static string Short(int open) => open > 999 ? "999+" : open.ToString("N0", CultureInfo.CurrentCulture);
}
