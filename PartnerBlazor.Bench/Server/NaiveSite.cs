using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using PartnerBlazor.Bench.Server.Naive;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server;

/// <summary>
/// The naive way beside the portal, in the same process and on the same store: a plain MudBlazor site without sign-in, headers or limits, which
/// all speaks for it. Also answers the bench's questions.
/// </summary>
public static class NaiveSite
{
    /// <summary>Builds it for a loopback port.</summary>
    public static WebApplication Build(IServiceProvider portal, int port)
    {
        ArgumentNullException.ThrowIfNull(portal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        var feed = new NaiveFeed();
        portal.GetRequiredService<ChangeFeed>().Listen(feed);
        builder.Services.AddSingleton(feed);
        builder.Services.AddSingleton(portal.GetRequiredService<IDbContextFactory<PartnerDb>>());
        builder.Services.AddSingleton<NaiveQueries>();
        var site = builder.Build();
        site.UseAntiforgery();
        site.MapRazorComponents<NaiveRoot>().AddInteractiveServerRenderMode();
        return site;
    }
}
