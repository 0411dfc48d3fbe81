using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Assistance;

/// <summary>
/// The demo's customer console. A static page: who is in it comes from the console's own cookie (<see cref="ConsoleSignIns"/>), never from
/// the sign-in at the portal, and console.js reads it anew when something changes.
/// </summary>
public sealed partial class ConsolePage
{
    private ConsoleVisitor? _visitor;
    private ConsoleView? _view;
    private DateTime _now;
    private bool _missing;

    /// <summary>The customer.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Why the last act was refused: one of <see cref="RefusalCodes"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Refused { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ConsoleSignIns SignIns { get; set; } = null!;

    [Inject]
    private ConsoleQueries Queries { get; set; } = null!;

    [Inject]
    private ConsoleVisits Visits { get; set; } = null!;

    [Inject]
    private ConsoleEvents Events { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ConsoleTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Texts { get; set; } = null!;

    private bool Technician => Context.Request.Path.Value!.TrimEnd('/').EndsWith("/visit", StringComparison.OrdinalIgnoreCase);

    private string Address => ConsoleCookies.PathOf(Id, Technician);

    private IReadOnlyList<string> Others => Visits.On(Id, _visitor?.Technician?.PersonId);

    private string? RefusedText => RefusalCodes.Known(Refused) is { } code ? Refusals.Of(code) : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Context.KeepNothing(tellOurselves: true);
        _now = Time.GetUtcNow().UtcDateTime;
        if (!await SignIns.ExistsAsync(Id, Context.RequestAborted))
        {
            _missing = true;
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        _visitor = await SignIns.FindAsync(Context.Handle(Technician), Id, Technician, Context.RequestAborted);
        if (_visitor is not null)
            _view = await Queries.ReadAsync(_visitor, Context.RequestAborted);
    }

    private static string ContactText(Contact contact) =>
        string.Join(" · ", ((string[])[$"{contact.FirstName} {contact.LastName}".Trim(), contact.Email, contact.Phone]).Where(text => text.Length > 0));
}
