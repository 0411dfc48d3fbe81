using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// The contact of a customer, opened by its name, with <em>Edit</em> beside <em>Name shown as</em> (SPEC §3). Live: somebody else's rename
/// shows at once; what is being typed stays. Closes when the customer leaves the person's scope.
/// </summary>
public sealed partial class ContactPopup : ComponentBase, IDisposable
{
    /// <summary>How it ended when the customer left the person's scope.</summary>
    public static readonly DialogResult CustomerLeft = DialogResult.Ok(nameof(CustomerLeft));

    private const string TitleId = "pb-contact-title";

    private readonly CancellationTokenSource _closed = new();
    private CustomerDetailsState? _state;
    private Dictionary<string, object?> _nameAttributes = [];
    private ElementReference _title;
    private ElementReference _edit;
    private MudTextField<string>? _field;
    private string _name = "";
    private string _shown = "";
    private string _expected = "";
    private string? _error;
    private string _told = "";
    private bool _editing;
    private bool _saving;
    private Focus _focus;

    /// <summary>The customer.</summary>
    [Parameter, EditorRequired]
    public Guid CustomerId { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Func<CustomerDetailsState> NewState { get; set; } = null!;

    [Inject]
    private CustomerWords Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    private CustomerDetailsState State => _state ??= NewState();

    private string Title => State.Customer?.Row.DisplayName ?? Loc[State.Missing ? nameof(CustomerTexts.NotFoundTitle) : nameof(CustomerTexts.Contact)];

    // Another name than the one the person began with: told before they save.
    private string Note => _error is null && State.Customer is { } now && now.ShowAs != _expected ? RenamedBy(now) : "";

    /// <summary>Shows the popup of a customer.</summary>
    public static Task<IDialogReference> ShowAsync(IDialogService dialogs, Guid customerId)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return dialogs.ShowAsync<ContactPopup>(
            null, new DialogParameters<ContactPopup> { { popup => popup.CustomerId, customerId } },
            Popups.Wide);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        State.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _nameAttributes = new() { ["aria-label"] = (string)Loc[nameof(CustomerTexts.ShowAs)], ["autocomplete"] = "off" };
        State.Changed = OnChanged;
        await State.OpenAsync(CustomerId, _closed.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (State.Left)
        {
            Dialog.Close(CustomerLeft);
            return;
        }
        var focus = firstRender ? Focus.Title : _focus;
        _focus = Focus.None;
        // First the dialog notes what opened it.
        if (firstRender)
            await Task.Yield();
        if (_closed.IsCancellationRequested)
            return;
        await FocusAsync(focus);
        // Escape leaves the field first, then the popup: a name half typed is not gone with both at once. The popup hears of a key by a way of
        // its own; whatever it was told before the focus moved has arrived by now.
        if (!_closed.IsCancellationRequested && Dialog.Options.CloseOnEscapeKey == _editing)
            await Dialog.SetOptionsAsync(Dialog.Options with { CloseOnEscapeKey = !_editing });
    }

    private ValueTask FocusAsync(Focus focus) => focus switch
    {
        Focus.Title => _title.FocusAsync(),
        Focus.Edit when State.MayRename => _edit.FocusAsync(),
        Focus.Field when _field is not null => _field.FocusAsync(),
        _ => ValueTask.CompletedTask,
    };

    private void OnChanged()
    {
        // The right to rename went, and the field with it.
        if (_editing && !State.MayRename)
            (_editing, _focus) = (false, Focus.Title);
        // What a refusal said of the name is no longer so.
        if (State.Customer is { } now && now.ShowAs != _expected)
            _error = null;
        StateHasChanged();
    }

    private async Task RetryAsync()
    {
        await State.RetryAsync(_closed.Token);
        // The button goes when it helped.
        if (State.FailedAt is null)
            _focus = Focus.Title;
    }

    private void Edit()
    {
        if (State.Customer is not { } customer)
            return;
        _expected = customer.ShowAs;
        _name = _shown = customer.Row.DisplayName;
        _error = null;
        _editing = true;
    }

    private void Cancel()
    {
        _editing = false;
        _error = null;
        // Back to what opened the field.
        _focus = Focus.Edit;
    }

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && !_saving)
            Cancel();
    }

    // A click beside it with something typed is more likely a slip than a wish to throw it away.
    private async Task OnBackdropAsync()
    {
        if (_editing && (_saving || _name != _shown))
            await FocusAsync(Focus.Field);
        else
            Dialog.Cancel();
    }

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        _saving = true;
        try
        {
            var shown = await State.RenameAsync(_name, _expected, _closed.Token);
            _told = Loc[nameof(CustomerTexts.Renamed), shown];
            Cancel();
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
            // The person now sees the other name; saving again is their decision.
            if (refused.Code == RefusalCodes.ChangedMeanwhile && State.Customer is { } now && now.ShowAs != _expected)
                (_expected, _error) = (now.ShowAs, Loc[nameof(CustomerTexts.SaveAgain), RenamedBy(now)]);
            _focus = Focus.Field;
        }
        finally
        {
            _saving = false;
        }
    }

    // "Théo Delacroix-Nguyen renamed it meanwhile. It is now “…”."
    private string RenamedBy(CustomerContact now)
    {
        var who = now.NamedBy is { } actor ? Words.Actor(actor) : Loc[nameof(CustomerTexts.SomebodyElse)];
        return Loc[nameof(CustomerTexts.RenamedMeanwhile), char.ToUpper(who[0], CultureInfo.CurrentCulture) + who[1..], now.Row.DisplayName];
    }

    // The @ stays itself (RFC 6068): not every mail program takes it escaped.
    private static string MailOf(string email) => $"mailto:{string.Join('@', email.Split('@').Select(Uri.EscapeDataString))}";

    private List<Line> Lines(Contact contact)
    {
        List<Line> lines = [];
        void Add(string label, string text, string? link = null)
        {
            if (text.Length > 0)
                lines.Add(new(Loc[label], text, link));
        }
        Add(nameof(CustomerTexts.ContactName), $"{contact.FirstName} {contact.LastName}".Trim());
        Add(nameof(CustomerTexts.ContactEmail), contact.Email, MailOf(contact.Email));
        Add(nameof(CustomerTexts.ContactPhone), contact.Phone, TelOf(contact.Phone));
        Add(nameof(CustomerTexts.ContactMobile), contact.Mobile, TelOf(contact.Mobile));
        Add(nameof(CustomerTexts.ContactAddress), string.Join('\n', ((string[])
        [
            contact.Address1, contact.Address2, contact.Address3, $"{contact.PostalCode} {contact.City}".Trim(), contact.State, CountryNames.Of(contact.CountryCode),
        ]).Where(line => line.Length > 0)));
        return lines;
    }

    // Only what can be dialled: the vendor's phone fields hold free text.
    private static string TelOf(string phone) => $"tel:{string.Concat(phone.Where(c => char.IsAsciiDigit(c) || c == '+'))}";

    private enum Focus { None, Title, Edit, Field }

    private sealed record Line(string Label, string Text, string? Link);
}
