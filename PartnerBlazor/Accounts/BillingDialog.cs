using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Shell;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>
/// A dialog about customers' billing: begins at its title, closes when the person may no longer act or its customers are gone, and takes
/// what others change over unless it is at work itself.
/// </summary>
/// <typeparam name="TState">Its state.</typeparam>
public abstract class BillingDialog<TState> : OwnStateDialog<TState> where TState : BillingState
{
    /// <summary>Its texts.</summary>
    [Inject]
    protected IStringLocalizer<BillingTexts> Loc { get; set; } = null!;

    /// <summary>The title; takes the keyboard.</summary>
    protected ElementReference TitleElement { get; set; }

    /// <summary>The customers.</summary>
    protected abstract IReadOnlyCollection<Guid> Ids { get; }

    /// <summary>True while it is at work: what is under way is pushed here too, and is no news.</summary>
    protected abstract bool Busy { get; }

    /// <summary>True when it still has something to say though its customers are gone.</summary>
    protected virtual bool Outlives => false;

    /// <inheritdoc/>
    protected override async Task OpenAsync()
    {
        await State.OpenAsync(Ids, Closed);
        Follow();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!State.Allowed)
        {
            Dialog.Cancel();
            return;
        }
        if (firstRender)
        {
            Focus.To(() => TitleElement.FocusAsync());
            // First the dialog notes what opened it.
            await Task.Yield();
        }
        if (!Closed.IsCancellationRequested)
            await base.OnAfterRenderAsync(firstRender);
    }

    /// <inheritdoc/>
    protected override void OnChanged()
    {
        if (!State.Allowed || (State.Left && !Outlives))
        {
            Dialog.Cancel();
            return;
        }
        if (!Busy)
            Follow();
        StateHasChanged();
    }

    /// <summary>Takes over what the state says now.</summary>
    protected abstract void Follow();

    /// <summary>Reads again after a failure.</summary>
    protected async Task RetryReadAsync()
    {
        await State.RetryAsync(Closed);
        Follow();
        // The button goes when it helped.
        if (!State.Failed)
            Focus.To(() => TitleElement.FocusAsync());
    }

    /// <summary>A click beside it: over when nothing was begun; else that is more likely a slip.</summary>
    /// <param name="begun">Something was typed, chosen or is under way.</param>
    protected async Task OnBackdropAsync(bool begun)
    {
        if (begun)
            await TitleElement.FocusAsync();
        else
            Dialog.Cancel();
    }
}
