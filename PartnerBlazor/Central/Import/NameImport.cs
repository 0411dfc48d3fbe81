using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>Brings one customer's displayed name to what the vendor says, where that counts (<see cref="NameRules"/>), inside a write.</summary>
/// <param name="session">The write.</param>
/// <param name="deliveries">How the customers' names are on their way to the vendor, by customer; tracked.</param>
/// <param name="source">Where it is told.</param>
internal sealed class NameImport(WriteSession session, IReadOnlyDictionary<Guid, NameDelivery> deliveries, WordSource source)
{
    /// <summary>Takes the vendor's name, or keeps ours and owes it.</summary>
    /// <param name="customer">The customer, tracked, with former names.</param>
    /// <param name="told">What the vendor tells of it.</param>
    /// <param name="known">What was known of its word before; null: nothing.</param>
    /// <returns>True when the displayed name is another now.</returns>
    public async Task<bool> BringAsync(Customer customer, VendorCustomer told, CustomerAsOf? known)
    {
        if (DisplayedIn(told, customer.Name) is not { } name)
            return false;
        var question = new ToldName(customer.DisplayName, name, told.Source.At)
        {
            Before = known?.VendorName,
            Delivery = deliveries.GetValueOrDefault(customer.Id),
            Earlier = [customer.Name, .. customer.FormerNames.Select(former => former.Name)],
            KnownAt = known?.CustomerAt,
            Live = source.IsLive,
        };
        if (NameRules.Same(name, question.Ours))
            return false;
        var renamed = await session.Db.Journal.AsNoTracking()
            .Where(e => e.CustomerId == customer.Id && e.Kind == JournalKinds.CustomerRenamed && e.ActorKind == ActorKind.Person)
            .OrderByDescending(e => e.PartnerSeq).Select(e => new { e.At, e.ActorId, e.Payload }).FirstOrDefaultAsync();
        var verdict = NameRules.Of(question with { RenamedAt = renamed?.At });
        if (verdict == NameVerdict.Theirs)
            return Take(customer, name);
        if (verdict == NameVerdict.OursOwed && source.IsPartner && renamed is { ActorId: { } by })
            Owe(customer, by, StoreJson.Read<JournalPayload>(renamed.Payload).Actor);
        return false;
    }

    /// <summary>The name an answer displays; null: it tells none.</summary>
    /// <param name="told">The answer.</param>
    /// <param name="original">The customer's original name, displayed where it has no other.</param>
    public static string? DisplayedIn(VendorCustomer told, string original) =>
        told.ShowAs is not { } showAs ? null : showAs.Length > 0 ? showAs : original;

    private bool Take(Customer customer, string name)
    {
        var before = customer.DisplayName;
        customer.ShowAs = name == customer.Name ? "" : name;
        if (before != customer.Name)
            customer.FormerNames.Add(new FormerName { CustomerId = customer.Id, Name = before, Until = session.Now });
        session.Journal(JournalKinds.CustomerRenamed, customer.Id, before: before, after: customer.DisplayName);
        return true;
    }

    // Renamed before there was anybody to tell.
    private void Owe(Customer customer, Guid by, string byName)
    {
        var delivery = new NameDelivery
        {
            Id = Guid.NewGuid(),
            PartnerId = session.PartnerId,
            CustomerId = customer.Id,
            Target = DeliveryTarget.Central,
            AskedAt = session.Now,
            ById = by,
            ByName = byName,
        };
        delivery.SendAt(session.Now);
        session.Db.NameDeliveries.Add(delivery);
        session.Journal(JournalKinds.DeliveryRetried, customer.Id, delivery.Id, nameof(DeliveryTarget.Central), after: customer.DisplayName);
    }
}
