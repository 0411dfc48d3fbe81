using System.Globalization;
using Bogus;
using PartnerBlazor.Live;

namespace PartnerBlazor.Store.Demo;

/// <summary>
/// Tells how a licence came to the state it has on the seeding day: steps through the days the rules name, then lets the vendor do what
/// no calendar does. Leaves it settled.
/// </summary>
internal sealed class DemoLicencePast(IRowProjector projector, Randomizer random, DemoMoments moments, DateOnly today, List<DemoEvent> told)
{
    private const int OverUsedDays = 14;
    private const int RevokedDays = 40;

    /// <summary>Tells the licence from the day it was added.</summary>
    /// <param name="licence">The licence as it is today.</param>
    /// <param name="added">When it was added.</param>
    /// <param name="by">Who added it.</param>
    public void Tell(Licence licence, DateTime added, Actor by)
    {
        var (usage, revoked, over) = (licence.Usage, licence.Revoked, licence.Usage > licence.Quantity);
        // What was used in those days is not known: what is too much or withdrawn today became so lately.
        (licence.Usage, licence.Revoked, licence.NextChange) = (null, false, null);
        projector.Settle(licence, DateOnly.FromDateTime(added));
        Add(licence, added, by, JournalKinds.LicenceAdded, null, licence.State.ToString());
        if (over || revoked)
        {
            var at = moments.Lately(added, revoked ? RevokedDays : OverUsedDays);
            PassDays(licence, DateOnly.FromDateTime(at));
            if (over)
                Add(licence, at, Actor.Vendor, JournalKinds.LicenceUsage, Text(licence.Quantity - random.Number(0, licence.Quantity!.Value / 4)), Text(usage));
            (licence.Usage, licence.Revoked) = (usage, revoked);
            Settle(licence, at, Actor.Vendor);
        }
        PassDays(licence, today);
        licence.Usage = usage;
        projector.Settle(licence, today);
    }

    private void PassDays(Licence licence, DateOnly until)
    {
        while (licence.NextChange is { } day && day <= until)
            Settle(licence, DemoMoments.Midnight(day), Actor.Calendar);
    }

    private void Settle(Licence licence, DateTime at, Actor by)
    {
        var before = licence.State;
        var replaced = projector.Settle(licence, DateOnly.FromDateTime(at));
        if (licence.State != before || replaced)
            Add(licence, at, by, replaced ? JournalKinds.LicenceReplaced : JournalKinds.LicenceState, before.ToString(), licence.State.ToString());
    }

    private void Add(Licence licence, DateTime at, Actor by, string kind, string? before, string? after) =>
        told.Add(new DemoEvent(at, by, kind, licence.CustomerId, licence.Id, licence.ProductName, before, after));

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
