using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Assistance;

/// <summary>The form of a customer's own trial: a static page, for the administrator signed in to the console it hangs below.</summary>
public sealed partial class ConsoleTrialPage
{
    // Lines of the summary that are always shown: what is wrong at each field stands there too.
    private const int Few = 3;

    private AccountDraft _draft = new();
    private IReadOnlyList<FieldError> _errors = [];
    private RefusedException? _refused;
    private Guid _token = Guid.NewGuid();

    /// <summary>The customer whose administrator asks.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private ConsoleSignIns SignIns { get; set; } = null!;

    [Inject]
    private ConsoleCommands Commands { get; set; } = null!;

    [Inject]
    private ConsoleDoor Door { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ConsoleTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccountTexts> Account { get; set; } = null!;

    private string Address => $"{ConsoleCookies.PathOf(Id, technician: false)}/trial";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Context.KeepNothing(tellOurselves: true);
        // Whoever is not signed in there is asked to, or told that there is no such console.
        if (await SignIns.FindAsync(Context.Handle(technician: false), Id, technician: false, Context.RequestAborted) is null)
            Navigation.NavigateTo(ConsoleCookies.PathOf(Id, technician: false));
        else if (HttpMethods.IsPost(Context.Request.Method))
            await ReadAsync();
    }

    // What was typed stays, whatever comes of it.
    private async Task ReadAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        foreach (var field in AccountFields.Sections.SelectMany(section => section.Fields))
            _draft = field.Set(_draft, form[field.Name].ToString());
        _draft = _draft with
        {
            Products = [.. form[nameof(AccountDraft.Products)].OfType<string>()],
            TermsAccepted = form[nameof(AccountDraft.TermsAccepted)].Count > 0,
        };
        if (Guid.TryParse(form["token"], out var token))
            _token = token;
    }

    private async Task StartAsync()
    {
        var draft = _draft.Trimmed();
        _errors = [.. AccountRules.CheckDetails(draft), .. AccountRules.CheckProducts(draft), .. AccountRules.CheckTerms(draft)];
        if (_errors.Count > 0)
            return;
        try
        {
            var (started, handle) = await Commands.StartTrialAsync(Context.Handle(technician: false), Id, _token, draft, Context.RequestAborted);
            await Door.EnterAsync(Context, started, technician: false, handle);
            Navigation.NavigateTo(ConsoleCookies.PathOf(started, technician: false));
        }
        catch (RefusedException refused) when (refused.Field is { } field && AccountFields.Labels.ContainsKey(field))
        {
            _errors = [new FieldError(field, refused.Code, refused.Detail)];
        }
        catch (RefusedException refused)
        {
            _refused = refused;
        }
    }

    private FieldError? ErrorOf(string field) => _errors.FirstOrDefault(error => error.Field == field);
}
