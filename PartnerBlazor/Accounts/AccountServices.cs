using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Accounts.ToDo;
using PartnerBlazor.Accounts.Usage;

namespace PartnerBlazor.Accounts;

/// <summary>Registers the account lifecycle.</summary>
public static class AccountServices
{
    /// <summary>Commands, queries, the worker, and what a tab stands on.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<AccountCommands>();
        builder.Services.AddSingleton<FormDraftCommands>();
        builder.Services.AddSingleton<PartnerCommands>();
        builder.Services.AddSingleton<PartnerQueries>();
        builder.Services.AddScoped<SettingsState>();
        builder.Services.AddSingleton<BillingCommands>();
        builder.Services.AddSingleton<BillingQueries>();
        builder.Services.AddSingleton<UnlinkCommands>();
        builder.Services.AddSingleton<UnlinkQueries>();
        builder.Services.AddSingleton<DueUnlinks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DueUnlinks>());
        builder.Services.AddSingleton<UnlinkWords>();
        builder.Services.AddScoped<ActRunner>();
        builder.Services.AddScoped<UnlinkedState>();
        builder.Services.AddSingleton<RequestQueries>();
        builder.Services.AddSingleton<RequestCommands>();
        builder.Services.AddSingleton<RequestOutcomes>();
        builder.Services.AddSingleton<RequestWords>();
        builder.Services.AddScoped<RequestNoticeState>();
        builder.Services.AddSingleton<RequestSender>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RequestSender>());
        builder.Services.AddSingleton<ToDoQueries>();
        builder.Services.AddSingleton<ToDoCommands>();
        builder.Services.AddSingleton<ToDoWords>();
        builder.Services.AddScoped<ToDoState>();
        builder.Services.AddSingleton<UsageQueries>();
        builder.Services.AddSingleton<UsageLicences>();
        builder.Services.AddSingleton<UsageWords>();
        builder.Services.AddSingleton<UsageCsv>();
        // Made by whoever shows it and disposed by it: a transient would be kept by the tab's scope to the end.
        builder.Services.AddScoped<Func<UpdateBillingState>>(tab => () => ActivatorUtilities.CreateInstance<UpdateBillingState>(tab));
        builder.Services.AddScoped<Func<ChangeLicencesState>>(tab => () => ActivatorUtilities.CreateInstance<ChangeLicencesState>(tab));
        builder.Services.AddScoped<Func<MonthlyAccountState>>(tab => () => ActivatorUtilities.CreateInstance<MonthlyAccountState>(tab));
        builder.Services.AddScoped<Func<UsageState>>(tab => () => ActivatorUtilities.CreateInstance<UsageState>(tab));
        builder.Services.AddScoped<Func<UnlinkState>>(tab => () => ActivatorUtilities.CreateInstance<UnlinkState>(tab));
        builder.Services.AddScoped<Func<OneActState>>(tab => () => ActivatorUtilities.CreateInstance<OneActState>(tab));
    }

    /// <summary>What is downloaded.</summary>
    public static void MapAccounts(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet(UsageLink.DownloadPath, UsageDownload.GetAsync).RequireAuthorization();
    }
}
