using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// How often what is read from the vendor, so that the calls of an hour suffice (domain.md B11): the list of customers takes a tenth of them at
/// most, some are left for what is delivered, for what somebody looks at and for what is tried again. The rest is shared: of nine calls five ask
/// for alerts, three for licences, one for devices; what one kind does not need goes to alerts. Pure.
/// </summary>
/// <param name="Customers">How many customers there are.</param>
/// <param name="ListEvery">From one list of customers to the next.</param>
/// <param name="LicencesEvery">From one reading of a customer's licences to the next.</param>
/// <param name="AlertsEvery">From one reading of a customer's alerts to the next.</param>
/// <param name="HealthEvery">From one check of a customer's devices to the next.</param>
public sealed record SyncPlan(int Customers, TimeSpan ListEvery, TimeSpan LicencesEvery, TimeSpan AlertsEvery, TimeSpan HealthEvery)
{
    /// <summary>The list and licences are read no more often than this by themselves.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(15);

    /// <summary>Alerts are read no more often than this.</summary>
    public static readonly TimeSpan LeastAlerts = TimeSpan.FromMinutes(5);

    /// <summary>Devices are checked no more often than this by themselves.</summary>
    public static readonly TimeSpan LeastHealth = TimeSpan.FromHours(6);

    /// <summary>Who is missing is looked after this often.</summary>
    public static readonly TimeSpan Reconcile = TimeSpan.FromDays(1);

    private const int ListCalls = CallBudget.AnHour / 10;
    private const int OtherCalls = 40;
    private const double Planned = 0.9;

    /// <summary>The plan for a number of customers.</summary>
    public static SyncPlan Of(int customers)
    {
        var pages = Math.Max(1, (customers + CentralClient.PageSize - 1) / CentralClient.PageSize);
        var list = Later(Least, TimeSpan.FromHours((double)pages / ListCalls));
        var left = (CallBudget.AnHour - OtherCalls - pages * (TimeSpan.FromHours(1) / list)) * Planned;
        var health = Math.Min(customers / LeastHealth.TotalHours, left / 9);
        var licences = Math.Min(customers / Least.TotalHours, (left - health) * 3 / 8);
        return new(customers, list, Every(licences, Least), Every(left - health - licences, LeastAlerts), Every(health, LeastHealth));

        TimeSpan Every(double calls, TimeSpan least) => calls <= 0 ? least : Later(least, TimeSpan.FromHours(customers / calls));
    }

    /// <summary>From one reading of a kind to the next.</summary>
    public TimeSpan EveryOf(SyncKind kind) => kind switch
    {
        SyncKind.Licences => LicencesEvery,
        SyncKind.Alerts => AlertsEvery,
        SyncKind.Health => HealthEvery,
        _ => ListEvery,
    };

    /// <summary>What somebody looks at is read this often, as far as half of the calls of a kind go.</summary>
    public static TimeSpan OnScreenOf(SyncKind kind) => kind switch
    {
        SyncKind.Alerts => LeastAlerts,
        SyncKind.Health => TimeSpan.FromHours(1),
        _ => TimeSpan.FromMinutes(10),
    };

    /// <summary>What the vendor does not let us see is asked for this often.</summary>
    public static TimeSpan HiddenOf(SyncKind kind) => kind == SyncKind.Alerts ? TimeSpan.FromHours(4) : TimeSpan.FromDays(1);

    /// <summary>About how long it takes to make some calls.</summary>
    public static TimeSpan Remaining(int calls) => TimeSpan.FromHours((double)calls / CallBudget.AnHour);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
