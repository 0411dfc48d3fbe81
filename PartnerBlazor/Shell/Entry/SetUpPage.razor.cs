using System.Globalization;
using System.Net.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell.Entry;

/// <summary>The form of the set-up.</summary>
public sealed partial class SetUpPage
{
    /// <summary>Its path.</summary>
    public const string Path = "/set-up";

    private const int LongestName = 200;

    private readonly List<RefusedException> _errors = [];
    private bool _needed;

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? Partner { get; set; }

    [SupplyParameterFromForm]
    private bool MspFlex { get; set; }

    [SupplyParameterFromForm]
    private bool MspFlexConnect { get; set; }

    [SupplyParameterFromForm]
    private string? Name { get; set; }

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromForm]
    private string? Repeated { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SetUp SetUp { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EntryTexts> Loc { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _needed = await SetUp.NeededAsync(Context.RequestAborted);
        if (!_needed)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private RefusedException? Of(string field) => _errors.Find(error => error.Field == field);

    // The first that is wrong; before anything was sent, the first of all.
    private bool Is(string field) => field == (_errors.Count > 0 ? _errors[0].Field : nameof(Code));

    private async Task RunAsync()
    {
        if (!_needed)
            return;
        foreach (var (field, text) in new[] { (nameof(Code), Code), (nameof(Partner), Partner), (nameof(Name), Name), (nameof(Email), Email) })
            if (Fault(text) is { } fault)
                _errors.Add(new RefusedException(fault, field, LongestName.ToString(CultureInfo.CurrentCulture)));
        if (Of(nameof(Email)) is null && !MailAddress.TryCreate(Email!.Trim(), out _))
            _errors.Add(new RefusedException(RefusalCodes.EmailInvalid, nameof(Email)));
        if (PasswordRules.Refusal(nameof(Password), Password, Name, Email, Partner) is { } refused)
            _errors.Add(refused);
        else if (Password != Repeated)
            _errors.Add(new RefusedException(RefusalCodes.PasswordsDiffer, nameof(Repeated)));
        if (_errors.Count > 0)
            return;
        try
        {
            await SetUp.RunAsync(Code, new SetUpForm(Partner!.Trim(), MspFlex, MspFlexConnect, Name!.Trim(), Email!.Trim(), Password!),
                SignInTrace.AddressOf(Context));
            Navigation.NavigateTo($"{AccessServices.SignInPath}?done=set-up");
        }
        catch (RefusedException error)
        {
            _errors.Add(error);
        }
    }

    private static string? Fault(string? text) =>
        string.IsNullOrWhiteSpace(text) ? RefusalCodes.Required
            : text.Trim().Length > LongestName ? RefusalCodes.TooLong
            : text.Any(char.IsControl) ? RefusalCodes.ControlCharacters : null;
}
