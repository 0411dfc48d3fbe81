using Microsoft.AspNetCore.Components.Routing;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>
/// The frame around every page of a signed-in person. Pages are drawn only once their session has started, and leave with it: when the
/// sign-in ends, in this tab or another, the browser goes to the sign-in page.
/// </summary>
public sealed partial class MainLayout
{
    private PageGuard? _guard;
    private LiveFault? _fault;
    private CancellationTokenRegistration _onEnded;

    private PartnerScope? Person { get; set; }

    // The frame is the signed-in person's; what the tab shows may be what somebody else sees.
    private PartnerScope? Viewed { get; set; }

    // Relative to the page, not to the base address, or the link would leave it.
    private string MainAnchor => $"{Navigation.Uri.Split('#')[0]}#main";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            var scope = await Session.StartAsync();
            Live.OnEnded = EndAsync;
            Live.OnFailed = error => _fault?.FailAsync(error) ?? Task.CompletedTask;
            Live.OnRescoped = Rescope;
            // On this tab's own context: the pump keeps its culture.
            await Live.StartAsync(scope, Session.ReadAgainAsync);
            Session.Replace(Live.Scope);
        }
        catch (SessionEndedException)
        {
            await ToSignIn.GoAsync(Navigation, Script);
            return;
        }
        // Last: no page renders before its changes are watched.
        Person = Live.Scope;
        _onEnded = Session.Ended.Register(() => _ = InvokeAsync(LeaveAsync));
        Navigation.LocationChanged += OnMoved;
    }

    private Task EndAsync()
    {
        Session.End();
        return Task.CompletedTask;
    }

    private void Rescope(PartnerScope scope)
    {
        var viewed = scope.ViewedBy is null ? null : scope;
        // Told whenever everything is read anew: mostly the rights are the same.
        if (ReferenceEquals(Person, Live.Own) && ReferenceEquals(Viewed, viewed))
            return;
        (Person, Viewed) = (Live.Own, viewed);
        Session.Replace(Person);
        StateHasChanged();
    }

    // Nothing is handed to this tab any more, whether or not its browser follows.
    private async Task LeaveAsync()
    {
        await Live.DisposeAsync();
        await ToSignIn.GoAsync(Navigation, Script);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        _onEnded.Dispose();
    }

    // Another page deserves a fresh start after an error.
    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        _guard?.Recover();
        StateHasChanged();
    });
}
