using PartnerBlazor.Access;

namespace PartnerBlazor.Live;

/// <summary>What one open dialog knows, read when it opens and live until it goes. Made by the dialog, and disposed by it.</summary>
public abstract class OwnState(LiveSession live) : ILiveState, IDisposable
{
    private IDisposable? _membership;

    /// <summary>Called on the tab's context when something changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>Who looks.</summary>
    protected PartnerScope Scope => live.Scope;

    /// <summary>The tab's live side.</summary>
    protected LiveSession Live => live;

    /// <inheritdoc/>
    public abstract Task OnChangesAsync(IReadOnlyList<ChangeSet> sets);

    /// <inheritdoc/>
    public abstract Task OnResyncAsync();

    /// <inheritdoc/>
    public virtual Task OnAsOfAsync(IReadOnlyDictionary<Guid, DateTime> asOf) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        Changed = null;
        Leave();
        _membership?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The dialog goes.</summary>
    protected virtual void Leave()
    {
    }

    /// <summary>Follows the changes from here on: before the first reading.</summary>
    protected void Watch() => _membership ??= live.Join(this);
}
