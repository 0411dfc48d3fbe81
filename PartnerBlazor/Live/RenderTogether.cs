using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace PartnerBlazor.Live;

/// <summary>
/// Renders nothing itself; one a tab, in its frame. Components refreshed from its own render fragment join the batch it is rendered in, so
/// that all that changed in one round travels to the browser together (perf.md §2). Asked by <see cref="TabRender"/>.
/// </summary>
public sealed class RenderTogether : ComponentBase, IDisposable
{
    private readonly List<Action> _next = [];

    [Inject]
    private LiveSession Live { get; set; } = null!;

    /// <summary>Refreshes these components in one batch.</summary>
    public void Render(IReadOnlyList<Action> refreshes)
    {
        // Added, not put in place of others: twice within one event of the browser is drawn once.
        _next.AddRange(refreshes);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose() => Live.Render.Detach(this);

    /// <inheritdoc/>
    protected override void OnInitialized() => Live.Render.Attach(this);

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        Action[] refreshes = [.. _next];
        _next.Clear();
        foreach (var refresh in refreshes)
            refresh();
    }
}
