using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery.Demo;

/// <summary>The databases of the demo's other systems.</summary>
internal static class DemoAccounts
{
    /// <summary>A name changed here: the other system goes on with the one it has.</summary>
    public static async Task KeepAsync(this WriteSession session, DeliveryTarget target, Customer customer, string before)
    {
        if (await session.Db.DemoAccounts.FindAsync(customer.Id, target) is null)
            session.Db.DemoAccounts.Add(new DemoAccount { CustomerId = customer.Id, Target = target, PartnerId = customer.PartnerId, Name = before });
    }

    /// <summary>The other system takes a name over.</summary>
    public static async Task TakeAsync(this PartnerDb db, DeliveryTarget target, SentName name, DateTime now)
    {
        var account = await db.DemoAccounts.FindAsync(name.CustomerId, target);
        if (account is null)
            db.DemoAccounts.Add(account = new DemoAccount { CustomerId = name.CustomerId, Target = target, PartnerId = name.PartnerId, Name = "" });
        // Told the same twice, it has not changed.
        if (account.Name != name.Name)
            (account.Name, account.At) = (name.Name, now);
    }

    /// <summary>What the other system calls a customer; null: as it is displayed here.</summary>
    public static Task<string?> NameAsync(this PartnerDb db, DeliveryTarget target, Guid customerId, CancellationToken cancel) =>
        db.DemoAccounts.Where(a => a.CustomerId == customerId && a.Target == target).Select(a => a.Name).SingleOrDefaultAsync(cancel);
}
