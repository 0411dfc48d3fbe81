using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>The licences table of the details: several a category, replaced ones muted at the end, changed ones marked until seen.</summary>
public sealed partial class CustomerLicences : ComponentBase
{
    private readonly string _heading = $"pb-licences-{Guid.NewGuid():N}";

    /// <summary>The open customer.</summary>
    [Parameter, EditorRequired]
    public required DetailsState State { get; set; }

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private DetailsWords Details { get; set; } = null!;

    [Inject]
    private UsageWords Usage { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Loc { get; set; } = null!;

    // The handler exists only while there is something to see: an idle row sends nothing when the mouse passes.
    private EventCallback SeenHandler(Guid licenceId) =>
        State.LicenceMarks.ContainsKey(licenceId) ? EventCallback.Factory.Create(this, () => State.Seen(licenceId)) : default;

    private string ReplacedText(Licence licence) =>
        Loc[nameof(DetailsTexts.ReplacedSince), licence.ReplacedFrom is { } from ? Details.Day(from) : ""];
}
