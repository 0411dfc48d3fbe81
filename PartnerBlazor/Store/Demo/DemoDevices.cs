using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>Devices the demo's vendor finds without protection: a minority of the customers has some.</summary>
internal static class DemoDevices
{
    private const int Some = 12;
    private const int SeatsADevice = 8;

    /// <summary>
    /// How many a customer has; null where the health check does not look: the account lets nobody in, or nothing is installed yet. Draws from a
    /// chance of its own, so that the records stay what they are.
    /// </summary>
    public static int? Of(Randomizer random, Customer customer, IReadOnlyList<Licence> licences, DateOnly today)
    {
        var running = licences.Where(licence => licence.StartDate < today && !(licence.EndDate < today)).ToList();
        if (!customer.Activated || customer.PartnerAssistance != PartnerAssistance.On || running.Count == 0)
            return null;
        return Most(running) is > 0 and var most && random.Percent(Some) ? random.Number(1, most) : 0;
    }

    /// <summary>The most that are believable: a small part of the devices whose protection could be missing.</summary>
    public static int Most(IEnumerable<Licence> running)
    {
        var seats = running.Where(licence => licence.Category is LicenceCategory.Endpoint or LicenceCategory.Server)
            .Select(licence => licence.Usage ?? licence.Quantity ?? 0).DefaultIfEmpty(0).Max();
        return seats == 0 ? 0 : Math.Clamp(seats / SeatsADevice, 1, 12);
    }
}
