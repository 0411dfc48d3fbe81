using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
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

    private ElementReference _title;
    private IDisposable? _watch;
    private string? _error;
    private string _told = "";
    private bool _checking;

    [Inject]
    private CentralLink Link { get; set; } = null!;

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
    protected override void OnOpened()
    {
        _watch = Link.Watch(() => _ = InvokeAsync(() => RereadAsync()));
        _ = AnewAsync();
    }

    /// <inheritdoc/>
    protected override void OnClosed() => _watch?.Dispose();

    private async Task AnewAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(s_anew, Time);
            while (await timer.WaitForNextTickAsync(Closed))
                await RereadAsync();
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private async Task RereadAsync()
    {
        try
        {
            if (!Closed.IsCancellationRequested)
                await State.RetryAsync(Closed);
        }
        catch (Exception error) when (error is OperationCanceledException or RefusedException)
        {
            // Closed, or signed out meanwhile: the tab is told of that elsewhere.
        }
    }

    private async Task CheckAsync()
    {
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
