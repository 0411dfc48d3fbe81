using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// The form of a new account, a monthly one or a trial: details, products, terms, create (SPEC §5). For people with the permission, the
/// monthly one with MSP Flex; the commands refuse everybody else. What is typed is kept as a draft.
/// </summary>
public sealed partial class MonthlyAccountForm : ComponentBase, IAsyncDisposable
{
    // As many lines as leave the first field in sight under them.
    private const int FewErrors = 3;

    private static readonly AccountStep[] s_steps = Enum.GetValues<AccountStep>();

    private readonly CancellationTokenSource _closed = new();
    private readonly Dictionary<string, AccountField?> _fields = [];
    private IReadOnlyList<KeyValuePair<string, string>> _countries = [];
    private IReadOnlyList<KeyValuePair<string, string>> _geographies = [];
    private ElementReference _heading;
    private ElementReference _stepTitle;
    private ProductPicker? _products;
    private ElementReference _accept;
    private Focus _focus;
    private FormBar _bar;
    private AccountRequestState? _requested;
    private string? _draftTrouble;
    private bool _allErrors;
    private bool _opened;

    /// <summary>Which account the form creates: <see cref="AccountKind.Monthly"/> or <see cref="AccountKind.Trial"/>.</summary>
    [Parameter, EditorRequired]
    public AccountKind Kind { get; set; }

    [Inject]
    private Func<MonthlyAccountState> NewState { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccountTexts> Loc { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RequestWords Requests { get; set; } = null!;

    private MonthlyAccountState State { get; set; } = null!;

    private string RequestedTitle => State.Request?.State switch
    {
        AccountRequestState.Created => nameof(AccountTexts.RequestCreatedTitle),
        AccountRequestState.Refused or AccountRequestState.GivenUp => nameof(AccountTexts.RequestRefusedTitle),
        AccountRequestState.Unclear => nameof(AccountTexts.RequestUnclearTitle),
        _ => nameof(AccountTexts.RequestedTitle),
    };

    private bool Monthly => Kind == AccountKind.Monthly;

    private string Title => Loc[Monthly ? nameof(AccountTexts.CreateMonthly) : nameof(AccountTexts.StartTrial)];

    private string? ErrorsClass => State.Errors.Count <= FewErrors ? null : _allErrors ? "pb-error-all" : "pb-error-few";

    private string DraftWords =>
        State.SaveFailed ? Loc[nameof(AccountTexts.DraftNotSaved)]
        : State.Unsaved ? Loc[nameof(AccountTexts.DraftSaving)]
        : State.RestoredAt is { } at ? Loc[nameof(AccountTexts.DraftRestored), Days.When(at, State.Now)]
        : Loc[nameof(AccountTexts.DraftSaved)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _closed.Dispose();
        await State.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        State = NewState();
        // Once a form: 240 names are not sorted at every key.
        _countries = AccountFields.OptionsOf(nameof(AccountDraft.CountryCode))!;
        _geographies = AccountFields.OptionsOf(nameof(AccountDraft.DataGeography))!;
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await State.OpenAsync(Kind, () => _ = InvokeAsync(OnChanged), _closed.Token);
        _bar = State.Bar;
        (_opened, _focus) = (true, Focus.Heading);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var focus = _focus;
        _focus = Focus.None;
        if (focus == Focus.Error && State.Errors is [var first, ..])
            await FocusAsync(first.Field);
        else if (focus == Focus.Step)
            await _stepTitle.FocusAsync();
        else if (focus == Focus.Heading)
            await _heading.FocusAsync();
    }

    private void OnChanged()
    {
        if (_closed.IsCancellationRequested)
            return;
        // What the keyboard was on may go.
        if (_bar != State.Bar || _requested != State.Request?.State)
            (_bar, _requested, _focus) = (State.Bar, State.Request?.State, Focus.Heading);
        StateHasChanged();
    }

    private async Task SubmitAsync()
    {
        (_draftTrouble, _allErrors) = (null, false);
        if (State.Step < AccountStep.Create)
            _focus = await State.NextAsync() ? Focus.Step : Focus.Error;
        else
            await CreateAsync();
    }

    private async Task GoAsync(AccountStep step)
    {
        _draftTrouble = null;
        await State.GoAsync(step);
        _focus = Focus.Step;
    }

    private async Task CreateAsync()
    {
        if (State.Creating)
            return;
        await State.CreateAsync(_closed.Token);
        if (State.Created is { CustomerId: { } id })
            // Replaced: going back must not lead to a form whose account is there.
            Navigation.NavigateTo(new CustomerLink(new CustomerFilter(), Open: id).ToString(), replace: true);
        else
            _focus = State.Created is not null ? Focus.Heading : State.Errors.Count > 0 ? Focus.Error : Focus.None;
    }

    private async Task ReopenAsync()
    {
        try
        {
            await State.ReopenAsync();
        }
        catch (RefusedException refused)
        {
            _draftTrouble = Refusals.Of(refused.Code, refused.Detail);
        }
        _focus = Focus.Heading;
    }

    private async Task<bool> StartOverAsync()
    {
        _draftTrouble = null;
        try
        {
            await State.StartOverAsync();
            _focus = Focus.Heading;
            return true;
        }
        catch (RefusedException refused)
        {
            // Everything is still there, the draft too. The button can be pressed again.
            _draftTrouble = Loc[nameof(AccountTexts.NotDiscarded), Refusals.Of(refused.Code, refused.Detail)];
            return false;
        }
    }

    // Nobody loses what they typed by a wrong click: kept or thrown away, they say it.
    private async Task LeaveAsync(LocationChangingContext leaving)
    {
        if (!State.Typed || State.Bar != FormBar.None || _closed.IsCancellationRequested)
            return;
        var dialog = await Dialogs.ShowAsync<LeaveFormDialog>(
            null, new DialogParameters(), Popups.Narrow);
        await using var elsewhere = leaving.CancellationToken.Register(() => _ = InvokeAsync(dialog.Close));
        if (await dialog.Result is not { Canceled: false, Data: bool keep })
        {
            leaving.PreventNavigation();
            return;
        }
        if (await (keep ? KeepAsync() : StartOverAsync()))
            return;
        // Nobody leaves believing what is not so.
        leaving.PreventNavigation();
        _focus = Focus.Heading;
        StateHasChanged();
    }

    private async Task<bool> KeepAsync()
    {
        await State.SaveAsync();
        _draftTrouble = State.SaveFailed ? Loc[nameof(AccountTexts.NotKept)].Value : null;
        return !State.SaveFailed;
    }

    private async Task FocusAsync(string field)
    {
        if (_fields.GetValueOrDefault(field) is { } input && MonthlyAccountState.StepOf(field) == AccountStep.Details)
            await input.FocusAsync();
        else if (field == nameof(AccountDraft.Products) && _products is { } products)
            await products.FocusAsync();
        else
            await _accept.FocusAsync();
    }

    // Relative to the page, not to the base address, or the link would leave it.
    private string LinkTo(string field) => $"{Navigation.Uri.Split('#')[0]}#{AccountField.IdOf(field)}";

    private string LabelOf(string field) => Loc[AccountFields.Labels[field]];

    private FieldError? ErrorOf(string field) => State.Errors.FirstOrDefault(error => error.Field == field);

    private IReadOnlyList<KeyValuePair<string, string>>? OptionsOf(string field) => field switch
    {
        nameof(AccountDraft.CountryCode) => _countries,
        nameof(AccountDraft.DataGeography) => _geographies,
        _ => null,
    };

    private string StepName(AccountStep step) => Loc[step switch
    {
        AccountStep.Details => nameof(AccountTexts.StepDetails),
        AccountStep.Products => nameof(AccountTexts.StepProducts),
        AccountStep.Terms => nameof(AccountTexts.StepTerms),
        _ => nameof(AccountTexts.StepCreate),
    }];

    private bool Chosen(Product product) => State.Draft.Products.Contains(product.Code);

    private void Choose(IReadOnlyCollection<string> products) =>
        State.Change(nameof(AccountDraft.Products), State.Draft with { Products = [.. products] });

    private void Accept(ChangeEventArgs change) =>
        State.Change(nameof(AccountDraft.TermsAccepted), State.Draft with { TermsAccepted = change.Value is true });

    // As it will be written: numbers in international form, names instead of codes.
    private IEnumerable<(string Label, string Value)> Review()
    {
        var draft = State.Draft.Trimmed();
        foreach (var field in AccountFields.Sections.SelectMany(section => section.Fields))
        {
            var value = field.Get(draft);
            if (value.Length > 0)
                yield return (LabelOf(field.Name), field.Name switch
                {
                    nameof(AccountDraft.CountryCode) or nameof(AccountDraft.DataGeography) => CountryNames.Of(value),
                    nameof(AccountDraft.Phone) or nameof(AccountDraft.Mobile) => AccountRules.Phone(value, draft.CountryCode) ?? value,
                    nameof(AccountDraft.PostalCode) => value.ToUpperInvariant(),
                    _ => value,
                });
        }
    }

    private enum Focus
    {
        None,
        Heading,
        Step,
        Error,
    }
}
