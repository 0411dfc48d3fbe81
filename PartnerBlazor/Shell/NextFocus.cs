using MudBlazor;

namespace PartnerBlazor.Shell;

/// <summary>Where the keyboard goes next: what it goes to may not be drawn yet, and what it was on may go.</summary>
public sealed class NextFocus
{
    private Func<ValueTask>? _next;

    /// <summary>Goes there once the next drawing is done.</summary>
    public void To(Func<ValueTask> focus) => _next = focus;

    /// <summary>Goes to a button of the next drawing.</summary>
    /// <param name="button">The button; null where it was not drawn.</param>
    public void To(Func<MudButton?> button) => To(() => button()?.FocusAsync() ?? ValueTask.CompletedTask);

    /// <summary>It was drawn: call it in <c>OnAfterRenderAsync</c>.</summary>
    public ValueTask DrawnAsync()
    {
        var next = _next;
        _next = null;
        return next?.Invoke() ?? ValueTask.CompletedTask;
    }
}
