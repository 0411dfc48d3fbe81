using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace PartnerBlazor.Live;

/// <summary>
/// Renders nothing itself. Components refreshed from its own render fragment join the batch it is rendered in, so that all rows changed
/// in one tick travel to the browser together (perf.md §2).
/// </summary>
public sealed class RenderTogether : ComponentBase
{
    private IReadOnlyList<Action> _next = [];

    /// <summary>Refreshes these components in one batch.</summary>
    public void Render(IReadOnlyList<Action> refreshes)
    {
        _next = refreshes;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var refreshes = _next;
        _next = [];
        foreach (var refresh in refreshes)
            refresh();
    }
}
