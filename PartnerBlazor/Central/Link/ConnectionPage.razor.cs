using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Central.Link;

/// <summary>
/// How the portal is connected to the vendor: whether it answers, whose credentials it has, what went wrong last, and what mends it. For who
/// manages people; queries and commands refuse everybody else.
/// </summary>
public sealed partial class ConnectionPage
{
    // What is said of moments and of calls in the last hour is said anew.
    private static readonly TimeSpan s_anew = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_calm = TimeSpan.FromMilliseconds(300);

    private ElementReference _title;
    private string? _error;
    private string? _syncError;
    private string _told = "";
    private bool _checking;

    [Inject]
    private CentralLink Link { get; set; } = null!;

    [Inject]
    private CentralSync Sync { get; set; } = null!;

    [Inject]
    private ConnectionWords Words { get; set; } = null!;

    [Inject]
    private DayWords Days { get; set; } = null!;

    [Inject]
    private RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ConnectionTexts> Loc { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnOpened() => _ = FollowAsync();

    // Begun here, so that it goes on in the tab's own context and language.
    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                var (link, sync) = (Link.Next, Sync.Next);
                await State.RetryAsync(Closed);
                await await Task.WhenAny(link, sync, Task.Delay(s_anew, Time, Closed));
                // What is read tells of itself often.
                if (sync.IsCompleted)
                    await Task.Delay(s_calm, Closed);
                Closed.ThrowIfCancellationRequested();
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

    private async Task CheckAsync()
    {
        // The button stays where the focus is.
        if (_checking)
            return;
        (_checking, _error, _told) = (true, null, "");
        try
        {
            await State.CheckAsync(Closed);
            _told = State.View is { } view ? Words.State(view) : "";
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
        finally
        {
            _checking = false;
        }
    }

    private async Task ActAsync(Func<CancellationToken, Task> act, string told)
    {
        (_syncError, _told) = (null, "");
        try
        {
            await act(Closed);
            _told = told;
        }
        catch (RefusedException refused)
        {
            _syncError = Refusals.Of(refused.Code, refused.Detail);
        }
    }

    private async Task DismissAsync(LinkError error)
    {
        try
        {
            await State.DismissAsync(error, Closed);
            _told = Loc[nameof(ConnectionTexts.Dismissed)];
            await _title.FocusAsync(preventScroll: true);
        }
        catch (RefusedException refused)
        {
            _error = Refusals.Of(refused.Code, refused.Detail);
        }
    }
}
