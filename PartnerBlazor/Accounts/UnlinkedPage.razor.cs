using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// Customers whose unlink is scheduled or was not carried out, and those unlinked that can still be restored. For Super Admins; the commands
/// refuse everybody else.
/// </summary>
public sealed partial class UnlinkedPage
{
    private ElementReference _title;
    private Guid? _acting;
    private string? _error;
    private string _told = "";

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<UnlinkTexts> Loc { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        State.Listed = true;
        return base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override void OnClosed() => State.Listed = false;

    // Who asked, when, and what became or will become of it.
    private string Said(Customer customer)
    {
        var unlink = customer.Unlink;
        var who = unlink.ByName.Length > 0 ? unlink.ByName : Loc[nameof(UnlinkTexts.ErasedPerson)];
        var asked = unlink.RequestedAt is { } at ? Loc[nameof(UnlinkTexts.AskedBy), who, Days.When(at, State.Now)] : "";
        return customer switch
        {
            { UnlinkedAt: { } seen, Unlink.ById: null } => Loc[nameof(UnlinkTexts.WasMissing), Days.When(seen, State.Now)],
            { UnlinkedAt: { } still } when State.StillLinked.Contains(customer.Id) => $"{Loc[nameof(UnlinkTexts.WasRequested), Days.When(still, State.Now)]} {asked}",
            { UnlinkedAt: { } gone } => $"{Loc[unlink.Confirmed ? nameof(UnlinkTexts.WasUnlinked) : nameof(UnlinkTexts.WasRequested), Days.When(gone, State.Now)]} {asked} {Until(customer)}",
            { Unlink.On: { } due } when due < State.Today || (due == State.Today && State.HasVendor) => $"{Loc[nameof(UnlinkTexts.DueWaits), Days.Day(due)]} {asked}",
            { Unlink.On: { } on } => $"{Loc[nameof(UnlinkTexts.PlanScheduled), Days.Day(on)]} {asked}",
            { Unlink.FailedCode: { } code } => $"{Refusals.Of(code, unlink.FailedDetail)} {asked}",
            _ => asked,
        };
    }

    private string Until(Customer customer) =>
        UnlinkRules.RestorableUntil(customer) is { } until ? Loc[nameof(UnlinkTexts.Restorable), Days.Day(until)] : "";

    // Whom the vendor lists no more comes back when it lists it again; nobody here can bring it back.
    private bool MayAct(Customer customer) => customer.UnlinkedAt is null
        || (customer.Unlink.ById is not null && UnlinkRules.CanBeRestored(customer, State.Today));

    private string Act(Customer customer) => customer switch
    {
        { UnlinkedAt: not null } => Loc[nameof(UnlinkTexts.Restore)],
        { Unlink.On: not null } => Loc[nameof(UnlinkTexts.CancelUnlink)],
        _ => Loc[nameof(UnlinkTexts.Dismiss)],
    };

    private async Task ActAsync(Customer customer)
    {
        (_acting, _error, _told) = (customer.Id, null, "");
        try
        {
            if (customer.UnlinkedAt is null)
                await State.CancelAsync(customer.Id, Closed);
            else
                await State.RestoreAsync(customer.Id, Closed);
            _told = Loc[customer.UnlinkedAt is null ? nameof(UnlinkTexts.ToldCancelled) : nameof(UnlinkTexts.ToldRestored), customer.DisplayName];
            // The button goes with its line.
            await _title.FocusAsync();
        }
        catch (RefusedException refused)
        {
            _error = $"{customer.DisplayName} – {Refusals.Of(refused.Code, refused.Detail)}";
        }
        finally
        {
            _acting = null;
        }
    }
}
