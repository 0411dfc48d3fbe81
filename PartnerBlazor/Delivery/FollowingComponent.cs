using PartnerBlazor.Live;

namespace PartnerBlazor.Delivery;

/// <summary>A page that shows what becomes of deliveries as it happens.</summary>
public abstract class FollowingComponent<TState> : SharedComponent<TState> where TState : FollowingState
{
    /// <inheritdoc/>
    protected override void OnOpened() => _ = FollowAsync();

    // Begun here, so that it goes on in the tab's own context and language.
    private async Task FollowAsync()
    {
        try
        {
            await State.FollowAsync(Closed);
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
