using PartnerBlazor.Central.Client;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// How often what is read from the vendor, so that the calls of an hour suffice (domain.md B11): the list of customers takes a tenth of them at
/// most, some are left for what is delivered, and the licences of all customers are asked for in turn with the rest. Pure.
/// </summary>
/// <param name="Customers">How many customers there are.</param>
/// <param name="ListEvery">From one list of customers to the next.</param>
/// <param name="LicencesEvery">From one reading of a customer's licences to the next.</param>
public sealed record SyncPlan(int Customers, TimeSpan ListEvery, TimeSpan LicencesEvery)
{
    /// <summary>Nothing is read more often than this by itself.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(15);

    /// <summary>Customers on somebody's screen are read this often, as far as half of the calls go.</summary>
    public static readonly TimeSpan OnScreen = TimeSpan.FromMinutes(5);

    /// <summary>Who is missing is looked after this often.</summary>
    public static readonly TimeSpan Reconcile = TimeSpan.FromDays(1);

    /// <summary>A customer whose licences the vendor does not let us see is asked for this often.</summary>
    public static readonly TimeSpan Hidden = TimeSpan.FromDays(1);

    private const int ListCalls = CallBudget.AnHour / 10;
    private const int OtherCalls = 40;

    /// <summary>The plan for a number of customers.</summary>
    public static SyncPlan Of(int customers)
    {
        var pages = Math.Max(1, (customers + CentralClient.PageSize - 1) / CentralClient.PageSize);
        var list = Later(Least, TimeSpan.FromHours((double)pages / ListCalls));
        var left = CallBudget.AnHour - OtherCalls - pages * (TimeSpan.FromHours(1) / list);
        return new(customers, list, Later(Least, TimeSpan.FromHours(customers / left)));
    }

    /// <summary>About how long it takes to read the licences of some customers.</summary>
    public static TimeSpan Remaining(int customers) => TimeSpan.FromHours((double)customers / CallBudget.AnHour);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
