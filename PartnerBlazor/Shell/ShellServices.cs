using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using MudBlazor;
using MudBlazor.Services;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Shell.Entry;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell;

/// <summary>Registers and maps the frame of the portal.</summary>
public static class ShellServices
{
    /// <summary>Components, MudBlazor and the languages.</summary>
    public static void AddShell(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddLocalization();
        builder.Services.Replace(ServiceDescriptor.Singleton(typeof(IStringLocalizer<>), typeof(KeptTexts<>)));
        builder.Services.Configure<RequestLocalizationOptions>(Languages.Configure);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(Bounds.Circuits).AddHubOptions(Bounds.CircuitMessages);
        builder.Services.AddMudServices();
        builder.Services.Replace(ServiceDescriptor.Transient<MudLocalizer, PortalMudLocalizer>());
        builder.Services.AddSingleton<EndedPeople>();
        builder.Services.AddSingleton<EntryOwners>();
        builder.Services.AddSingleton<ILiveDoor, LiveDoor>();
    }

    /// <summary>Errors, unknown addresses and the language of each request. Before <see cref="AccessServices.UseAccess"/>.</summary>
    public static void UseShell(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseRequestLocalization();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusPages();
        app.UseStaleForms();
        app.UseTooManyPage();
        // Here, so that the screens above are routed anew.
        app.UseRouting();
        app.Services.GetRequiredService<ChangeFeed>().Listen(app.Services.GetRequiredService<EndedPeople>());
    }

    /// <summary>Pages and static files. Pages demand a signed-in person unless they say otherwise.</summary>
    public static void MapShell(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = "'none'").RequireAuthorization();
        Languages.Map(app);
    }
}
