using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>A customer of the usage page. Bound to its place: it renders when that was touched, and not with the rest of the page.</summary>
public sealed partial class UsageRow : ComponentBase
{
    private (UsageSlot, int, bool)? _rendered;

    /// <summary>The customer's place and licences.</summary>
    [Parameter, EditorRequired]
    public required UsageSlot Slot { get; set; }

    /// <summary>The moment (UTC).</summary>
    [Parameter, EditorRequired]
    public DateTime Now { get; set; }

    /// <summary>The person's role allows an act upon some customer.</summary>
    [Parameter, EditorRequired]
    public bool MayAct { get; set; }

    /// <summary>Opens the menu of what can be done with the customer.</summary>
    [Parameter, EditorRequired]
    public EventCallback<CustomerRow> OpenMenu { get; set; }

    [Inject]
    private UsageWords Words { get; set; } = null!;

    [Inject]
    private CustomerWords CustomerWords { get; set; } = null!;

    [Inject]
    private DetailsWords Details { get; set; } = null!;

    [Inject]
    private IStringLocalizer<UsageTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> CustomerLoc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<UnlinkTexts> UnlinkLoc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<BillingTexts> BillingLoc { get; set; } = null!;

    private DateOnly Today => DateOnly.FromDateTime(Now);

    // The handler exists only while there is something to see: an idle row sends nothing when the mouse passes.
    private EventCallback SeenHandler => Slot.Marked ? EventCallback.Factory.Create(this, () => UsageState.Seen(Slot)) : default;

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var before = _rendered;
        _rendered = (Slot, Slot.Revision, MayAct);
        return before != _rendered;
    }

    private static string Page(CustomerRow row) => new CustomerLink(new CustomerFilter()).ToPage(row.Id);

    private string? Tint(RowCell cell) => LicenceBadge.Tint(Slot.Place.Marks.GetValueOrDefault(cell));
}
