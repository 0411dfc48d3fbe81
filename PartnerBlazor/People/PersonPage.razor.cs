using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.People;

/// <summary>One person: who they are, what they may do and why. For those who manage people; to everybody else there is no such page.</summary>
public sealed partial class PersonPage
{
    private const string OwnId = "pb-person-own";

    // So many chosen customers are named; the scope says how many there are.
    private const int Named = 50;

    private ElementReference _heading;
    private IReadOnlyList<CustomerOption> _names = [];
    private IReadOnlySet<Guid>? _named;
    private InvitationSent? _sent;
    private string? _error;
    private string _told = "";

    /// <summary>The person's id, as the address says it.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private PeopleWords Words { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DetailsTexts> Texts { get; set; } = null!;

    private PersonLine? Line => Guid.TryParseExact(Id, "D", out var id) ? State.Person(id) : null;

    private bool Self => Line is { } person && State.IsSelf(person.Id);

    // Impossible now keeps its place, can be reached, and says why.
    private string? Own => Self ? "true" : null;

    /// <inheritdoc/>
    protected override void OnOpened() => _ = InvokeAsync(NameAsync);

    /// <inheritdoc/>
    protected override void OnChanged()
    {
        StateHasChanged();
        _ = InvokeAsync(NameAsync);
    }

    // The names of the chosen customers, when they are others than those at hand.
    private async Task NameAsync()
    {
        try
        {
            if (!State.Allowed || Line is not { } person || (_named is not null && _named.SetEquals(person.Access.Customers)))
                return;
            _named = person.Access.Customers;
            var names = await State.NamesAsync([.. person.Access.Customers.Order().Take(Named)], Closed);
            _names = [.. names.OrderBy(option => option.Name, StringComparer.CurrentCultureIgnoreCase)];
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (RefusedException)
        {
            // The right to look is gone: the state says so too.
        }
    }

    private async Task RetryAsync()
    {
        await State.RetryAsync(Closed);
        if (!State.Failed)
            await _heading.FocusAsync();
    }

    private async Task RenameAsync(string name, string expected)
    {
        await State.RenameAsync(Line!.Id, name, expected, Closed);
        _told = Loc[nameof(PeopleTexts.Saved)];
    }

    private Task ChangeAccessAsync(PersonLine person) => Self ? Task.CompletedTask
        : Dialogs.ShowAsync<AccessDialog>(null, new DialogParameters<AccessDialog> { { d => d.Person, person } }, Popups.Wide);

    private Task InviteAgainAsync(PersonLine person) => TryAsync(async () => _sent = await State.SendAsync(person.Id, Closed));

    private Task<IDialogReference> StartAnewAsync(PersonLine person) => Dialogs.ShowAsync<AskDialog>(null, new DialogParameters<AskDialog>
    {
        { d => d.Title, Loc[nameof(PeopleTexts.StartAnewTitle), person.Name].Value },
        { d => d.Text, Loc[nameof(PeopleTexts.StartAnewText)].Value },
        { d => d.Yes, Loc[nameof(PeopleTexts.StartAnew)].Value },
        { d => d.Danger, true },
        { d => d.Act, async cancel =>
            {
                _sent = await State.StartAnewAsync(person.Id, cancel);
                StateHasChanged();
            }
        },
    }, Popups.Narrow);

    private Task AskAsync(PersonLine person, bool deactivate) => deactivate && Self ? Task.CompletedTask
        : Dialogs.ShowAsync<AskDialog>(null, new DialogParameters<AskDialog>
        {
            { d => d.Title, Loc[deactivate ? nameof(PeopleTexts.DeactivateTitle) : nameof(PeopleTexts.ReactivateTitle), person.Name].Value },
            { d => d.Text, Loc[deactivate ? nameof(PeopleTexts.DeactivateText) : nameof(PeopleTexts.ReactivateText), Words.Role(person.Access.Role, person.CustomRole)].Value },
            { d => d.Yes, Loc[deactivate ? nameof(PeopleTexts.Deactivate) : nameof(PeopleTexts.Reactivate)].Value },
            { d => d.Danger, deactivate },
            { d => d.Act, cancel => deactivate ? State.DeactivateAsync(person.Id, cancel) : State.ReactivateAsync(person.Id, cancel) },
        }, Popups.Narrow);

    private Task ViewAsync() => TryAsync(async () =>
    {
        await State.ViewAsync(Line!.Id, Closed);
        Navigation.NavigateTo("/customers");
    });

    private async Task TryAsync(Func<Task> act)
    {
        _error = null;
        try
        {
            await act();
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
    }
}
