using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>Keeps an error to the page or dialog it happened in: the frame stays, a code links what the person sees to the log.</summary>
public sealed class PageGuard : ErrorBoundaryBase
{
    private string _code = "";

    /// <summary>Trying again loads the page anew, where what failed cannot be drawn a second time (a dialog, whose opener waits for it).</summary>
    [Parameter]
    public bool Reloads { get; set; }

    [Inject]
    private ILogger<PageGuard> Log { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private PersonSession Session { get; set; } = default!;

    // What a page meets while its sign-in ends is no fault.
    private bool Ended => CurrentException is SessionEndedException || Session.Ended.IsCancellationRequested;

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception is SessionEndedException || Session.Ended.IsCancellationRequested)
        {
            return ToSignIn.GoAsync(Navigation, Script);
        }
        _code = Guid.NewGuid().ToString("N")[..8];
        Log.LogError(exception, "A page failed. Code {Code}.", _code);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
        }
        else if (!Ended)
        {
            builder.OpenComponent<ErrorNotice>(1);
            builder.AddComponentParameter(2, nameof(ErrorNotice.Code), _code);
            builder.AddComponentParameter(3, nameof(ErrorNotice.OnRetry), EventCallback.Factory.Create(this, Reloads ? () => Navigation.Refresh(forceReload: true) : Recover));
            builder.CloseComponent();
        }
    }
}
