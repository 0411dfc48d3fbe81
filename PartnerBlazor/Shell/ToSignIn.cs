using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>Leaves for the sign-in page, which says that the sign-in was ended, and back to here afterwards; ends the circuit.</summary>
public sealed class ToSignIn : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? GoAsync(Navigation, Script) : Task.CompletedTask;

    /// <summary>Leaves now.</summary>
    public static async Task GoAsync(NavigationManager navigation, IJSRuntime script)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        ArgumentNullException.ThrowIfNull(script);
        var here = "/" + navigation.ToBaseRelativePath(navigation.Uri);
        try
        {
            // Not by the navigation manager: it logs a browser that leaves without an answer as a failure, and most do.
            await script.InvokeVoidAsync("location.assign", AccessServices.SignInPath + QueryString.Create("returnUrl", here).Add("done", "ended").ToUriComponent());
        }
        catch (Exception error) when (error is JSException or OperationCanceledException or InvalidOperationException)
        {
            // The browser has left by itself: it signed out in this very tab, or was closed.
        }
    }
}
