namespace PartnerBlazor.Central.Sync;

/// <summary>Registers what reads from the vendor.</summary>
internal static class SyncServices
{
    /// <summary>All singletons: one set of credentials, one reader. Started by who hosts it.</summary>
    public static void AddCentralSync(this IServiceCollection services)
    {
        services.AddSingleton<SyncWishes>();
        services.AddSingleton<SyncRuns>();
        services.AddSingleton<SyncSchedules>();
        services.AddSingleton<VendorPages>();
        services.AddSingleton<MissingCustomers>();
        services.AddSingleton<CustomerRun>();
        services.AddSingleton<LicenceQueue>();
        services.AddSingleton<LicenceWords>();
        services.AddSingleton<LicenceAsk>();
        services.AddSingleton<LicenceRun>();
        services.AddSingleton<SyncQueries>();
        services.AddSingleton<SyncCommands>();
        services.AddSingleton<CentralSync>();
    }
}
