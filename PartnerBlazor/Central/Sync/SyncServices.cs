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
        services.AddSingleton<HostRests>();
        services.AddSingleton<CustomerHosts>();
        services.AddSingleton<CustomerQueue>();
        services.AddSingleton<AskedWrites>();
        services.AddSingleton<CustomerAsk, AlertAsk>();
        services.AddSingleton<CustomerAsk, LicenceAsk>();
        services.AddSingleton<CustomerAsk, HealthAsk>();
        services.AddSingleton<RoundRun>();
        services.AddSingleton<SyncQueries>();
        services.AddSingleton<SyncCommands>();
        services.AddSingleton<CentralSync>();
    }
}
