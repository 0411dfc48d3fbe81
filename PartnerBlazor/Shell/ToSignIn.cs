using Microsoft.AspNetCore.Components;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>Leaves for the sign-in page and back to here afterwards; ends the circuit.</summary>
public sealed class ToSignIn : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Go(Navigation);

    /// <summary>Leaves now.</summary>
    public static void Go(NavigationManager navigation)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        var here = "/" + navigation.ToBaseRelativePath(navigation.Uri);
        var query = QueryString.Create("returnUrl", here);
        navigation.NavigateTo(AccessServices.SignInPath + query.ToUriComponent(), forceLoad: true);
    }
}
