using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>
/// The contact of a customer, opened by its name, with <em>Edit</em> beside <em>Name shown as</em> (SPEC §3). Live: somebody else's rename
/// shows at once; what is being typed stays.
/// </summary>
public sealed partial class ContactPopup : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CustomerDetailsState? _state;
    private Dictionary<string, object?> _nameAttributes = [];
    private ElementReference _edit;
    private string _name = "";
    private string _expected = "";
    private string? _error;
    private string _told = "";
    private bool _editing;
    private bool _saving;
    private bool _focusEdit;

    /// <summary>The customer.</summary>
    [Parameter, EditorRequired]
    public Guid CustomerId { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Func<CustomerDetailsState> NewState { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CustomerTexts> Loc { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RefusalTexts> Refusals { get; set; } = null!;

    private CustomerDetailsState State => _state ??= NewState();

    /// <summary>Shows the popup of a customer.</summary>
    public static Task<IDialogReference> ShowAsync(IDialogService dialogs, Guid customerId)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return dialogs.ShowAsync<ContactPopup>(
            null, new DialogParameters<ContactPopup> { { popup => popup.CustomerId, customerId } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true, NoHeader = true });
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
        State.Changed = StateHasChanged;
        await State.OpenAsync(CustomerId, _closed.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusEdit)
            return;
        // Focus returns to what opened the field.
        _focusEdit = false;
        await _edit.FocusAsync();
    }

    private void Edit()
    {
        if (State.Customer is not { } customer)
            return;
        _expected = customer.ShowAs;
        _name = customer.Row.DisplayName;
        _error = null;
        _editing = true;
    }

    private void Cancel()
    {
        _editing = false;
        _error = null;
        _focusEdit = true;
    }

    private void OnKeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            Cancel();
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
            var detail = refused.Detail ?? "";
            // The person now sees the other name; saving again is their decision.
            if (refused.Code == RefusalCodes.ChangedMeanwhile && State.Customer is { } now)
                (_expected, detail) = (now.ShowAs, now.Row.DisplayName);
            _error = Refusals[refused.Code, detail];
        }
        finally
        {
            _saving = false;
        }
    }

    private List<Line> Lines(Contact contact)
    {
        List<Line> lines = [];
        void Add(string label, string text, string? link = null)
        {
            if (text.Length > 0)
                lines.Add(new(Loc[label], text, link));
        }
        Add(nameof(CustomerTexts.ContactName), $"{contact.FirstName} {contact.LastName}".Trim());
        Add(nameof(CustomerTexts.ContactEmail), contact.Email, $"mailto:{Uri.EscapeDataString(contact.Email)}");
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

    private sealed record Line(string Label, string Text, string? Link);
}
