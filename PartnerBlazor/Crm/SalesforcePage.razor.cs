using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Crm;

/// <summary>
/// Which customers have which accounts in Salesforce: found by themselves, by the vendor's id or exact name, or chosen here. For who manages people; queries and commands
/// refuse everybody else.
/// </summary>
public sealed partial class SalesforcePage
{
    private ElementReference _title;
    private string? _error;
    private string _told = "";

    [Inject]
    private CrmLink Link { get; set; } = null!;

    [Inject]
    private CrmWords Words { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CrmTexts> Loc { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnOpened() => _ = FollowAsync();

    private static string Mark(CrmLinkState state) => state switch
    {
        CrmLinkState.Ok => "ok",
        CrmLinkState.None or CrmLinkState.Unknown => "unknown",
        CrmLinkState.Limited => "limited",
        CrmLinkState.Silent => "silent",
        _ => "refused",
    };

    // Begun here, so that it goes on in the tab's own context and language.
    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                var next = Link.Next;
                await State.RetryAsync(Closed);
                await next.WaitAsync(Closed);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or RefusedException)
        {
            // The page is closed, or the person signed out: the tab is told of that elsewhere.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task MatchAsync()
    {
        (_error, _told) = (null, "");
        try
        {
            await State.MatchAsync(Closed);
            _told = Loc[nameof(CrmTexts.ToldMatch)];
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
    }

    // What is refused is told at the line.
    private async Task<string?> ChooseAsync(ListedCrmAccount customer, string typed)
    {
        try
        {
            var account = await State.ChooseAsync(customer.CustomerId, typed, Closed);
            _told = Loc[nameof(CrmTexts.ToldChosen), customer.Name, account.Name];
            // The line may go.
            await _title.FocusAsync(preventScroll: true);
            return null;
        }
        catch (RefusedException refused)
        {
            return Refusals.Of(refused.Code, refused.Detail);
        }
    }
}
