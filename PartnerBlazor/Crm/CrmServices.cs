using PartnerBlazor.Crm.Client;
using PartnerBlazor.Delivery;

namespace PartnerBlazor.Crm;

/// <summary>Registers the real CRM.</summary>
public static class CrmServices
{
    /// <summary>One organisation's: all singletons but what a tab shows.</summary>
    public static void AddCrm(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddCrmClient();
        builder.Services.AddSingleton<CrmLink>();
        builder.Services.AddSingleton<CrmMatchWrites>();
        builder.Services.AddSingleton<CrmMatching>();
        builder.Services.AddSingleton<CrmMatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CrmMatcher>());
        builder.Services.AddSingleton<IReceiver, SalesforceReceiver>();
        builder.Services.AddSingleton<CrmQueries>();
        builder.Services.AddSingleton<CrmCommands>();
        builder.Services.AddSingleton<CrmWords>();
        builder.Services.AddScoped<CrmState>();
    }
}
