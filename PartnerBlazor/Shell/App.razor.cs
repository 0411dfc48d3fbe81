using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace PartnerBlazor.Shell;

/// <summary>The static root: language, theme and style of the document, and whether a circuit is opened in it.</summary>
public sealed partial class App
{
    // Not prerendered: nothing is read twice, and the list never shows a state that the feed has already passed.
    private static readonly InteractiveServerRenderMode s_circuit = new(prerender: false);

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private static InteractiveServerRenderMode CircuitMode => s_circuit;

    // The not-found screen stands in the frame of whoever is signed in; nobody else gets a circuit.
    private bool Interactive => HttpContext.AcceptsInteractiveRouting()
        && (HttpContext.User.Identity is { IsAuthenticated: true }
            || HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type != typeof(NotFoundPage));

    private string Theme => ThemeChoice.Of(HttpContext.Request.Cookies[ThemeChoice.Cookie]);
}
