using Microsoft.AspNetCore.Components;
using MudBlazor;
using PartnerBlazor.Live;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell;

/// <summary>A dialog with a state of its own: made and opened when the dialog comes, disposed when it goes.</summary>
/// <typeparam name="TState">The state.</typeparam>
public abstract class OwnStateDialog<TState> : ComponentBase, IDisposable where TState : OwnState
{
    private readonly CancellationTokenSource _closed = new();
    private TState? _state;

    /// <summary>Made by the framework.</summary>
    protected OwnStateDialog() => Closed = _closed.Token;

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    protected IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Days in the person's language.</summary>
    [Inject]
    protected DayWords Days { get; set; } = null!;

    /// <summary>Refusals in the person's language.</summary>
    [Inject]
    protected RefusalWords Refusals { get; set; } = null!;

    [Inject]
    private Func<TState> NewState { get; set; } = null!;

    /// <summary>The state.</summary>
    protected TState State => _state ??= NewState();

    /// <summary>Cancelled when the dialog goes.</summary>
    protected CancellationToken Closed { get; }

    /// <summary>Where the keyboard goes next.</summary>
    protected NextFocus Focus { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        _state?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        State.Changed = OnChanged;
        return OpenAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender) => await Focus.DrawnAsync();

    /// <summary>Reads the state for the first time.</summary>
    protected abstract Task OpenAsync();

    /// <summary>The state has changed.</summary>
    protected abstract void OnChanged();
}
