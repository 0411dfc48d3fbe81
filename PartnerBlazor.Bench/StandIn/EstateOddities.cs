namespace PartnerBlazor.Bench.StandIn;

/// <summary>
/// What believable customers do not have and the vendor's answers do, each at customers of fixed numbers, so that thirty of them are
/// enough to have everything. Not activated and without a region are some by themselves.
/// </summary>
internal static class EstateOddities
{
    private const int Every = 30;

    /// <summary>Puts the oddity of a number into a customer.</summary>
    public static StandInCustomer Put(int index, StandInCustomer customer) => (index % Every) switch
    {
        1 => customer with { DataGeography = null },
        2 => customer with { Activated = false, DataGeography = null, DataRegion = null, Assistance = false, Alerts = [], Health = null },
        3 => customer with { Status = "suspended" },
        4 => First(customer, licence => licence with { Type = "perpetual", Perpetual = true, EndDate = null }),
        5 => First(customer, licence => licence with { Usage = null }),
        6 => First(customer, licence => licence with { Quantity = null, Unlimited = false }),
        7 => First(customer, licence => licence with { EndDate = "2021-04-31" }),
        8 => customer with { BillingType = "flexible" },
        9 => customer with { Status = "onHold" },
        10 => First(customer, licence => licence with { Type = "subscription" }),
        11 => customer with { Alerts = [.. customer.Alerts.Select((alert, i) => i == 0 ? alert with { Severity = "severe", Product = "quantum", Category = "weather" } : alert)] },
        12 => customer with { RefusesSort = true },
        13 => customer with { DataGeography = "FR", DataRegion = "fr01" },
        14 => customer with { ShowAs = "" },
        15 => customer with { ExternalIds = [$"crm-{index}"] },
        16 => First(customer, licence => licence with { ProductCode = "BRANDNEW-MSP", ProductName = "Brand New" }),
        17 => customer with { Contact = null },
        18 => customer with { Products = null, Managed = null },
        _ => customer,
    };

    private static StandInCustomer First(StandInCustomer customer, Func<StandInLicence, StandInLicence> change) =>
        customer with { Licences = [.. customer.Licences.Select((licence, i) => i == 0 ? change(licence) : licence)] };
}
