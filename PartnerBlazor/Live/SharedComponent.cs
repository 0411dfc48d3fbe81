using Microsoft.AspNetCore.Components;

namespace PartnerBlazor.Live;

/// <summary>A page or dialog that shows a <see cref="SharedState"/>: opens it when it comes, follows it, leaves it when it goes.</summary>
/// <typeparam name="TState">The state.</typeparam>
public abstract class SharedComponent<TState> : ComponentBase, IDisposable where TState : SharedState
{
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _open;

    /// <summary>Made by the framework.</summary>
    protected SharedComponent() => Closed = _closed.Token;

    /// <summary>The state; open once <see cref="IsOpen"/>.</summary>
    [Inject]
    protected TState State { get; set; } = null!;

    /// <summary>Cancelled when the component goes.</summary>
    protected CancellationToken Closed { get; }

    /// <summary>True once the state was read, or could not be.</summary>
    protected bool IsOpen => _open is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        _open?.Dispose();
        OnClosed();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var open = await State.OpenAsync(OnChanged, Closed);
        if (Closed.IsCancellationRequested)
        {
            open.Dispose();
            return;
        }
        _open = open;
        OnOpened();
    }

    /// <summary>The state was read for the first time.</summary>
    protected virtual void OnOpened()
    {
    }

    /// <summary>It is shown no more.</summary>
    protected virtual void OnClosed()
    {
    }

    /// <summary>The state has changed.</summary>
    protected virtual void OnChanged() => StateHasChanged();
}
