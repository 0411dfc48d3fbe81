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

    /// <summary>The customer's licences: by category, the newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Licence> Licences { get; set; }

    /// <summary>The moment they are shown for (UTC).</summary>
    [Parameter, EditorRequired]
    public required DateTime Now { get; set; }

    /// <summary>Products asked for and not yet seen at the vendor, as <see cref="Products.CodesOf"/> wrote them; null: none.</summary>
    [Parameter]
    public string? Requested { get; set; }

    /// <summary>Devices without protection; null: not told.</summary>
    [Parameter]
    public int? Unprotected { get; set; }

    /// <summary>When the vendor last checked the devices (UTC); null: not told.</summary>
    [Parameter]
    public DateTime? Checked { get; set; }

    /// <summary>What is known of the vendor's word on them; null: nothing is to be said of it.</summary>
    [Parameter]
    public FactsWord? Word { get; set; }

    /// <summary>What changed since the person last looked, by licence.</summary>
    [Parameter]
    public IReadOnlyDictionary<Guid, CellMark> Marks { get; set; } = new Dictionary<Guid, CellMark>();

    /// <summary>The person looked at a changed licence.</summary>
    [Parameter]
    public EventCallback<Guid> Seen { get; set; }

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private DetailsWords Details { get; set; } = null!;

    [Inject]
    private UsageWords Usage { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<BillingTexts> BillingLoc { get; set; } = null!;

    // The handler exists only while there is something to see: an idle row sends nothing when the mouse passes.
    private EventCallback SeenHandler(Guid licenceId) =>
        Marks.ContainsKey(licenceId) ? EventCallback.Factory.Create(this, () => Seen.InvokeAsync(licenceId)) : default;

    private string? Freshness => Word is null ? null : Details.Freshness(Word, Now);

    private DateOnly Today => DateOnly.FromDateTime(Now);

    private string ReplacedText(Licence licence) =>
        Loc[nameof(DetailsTexts.ReplacedSince), licence.ReplacedFrom is { } from ? Details.Day(from) : ""];
}
