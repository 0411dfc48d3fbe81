using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Which host tells of a customer.</summary>
public sealed class CustomerHosts(IDbContextFactory<PartnerDb> factory, CentralHosts hosts)
{
    /// <summary>The host as the vendor told it; null: it told none.</summary>
    public async Task<string?> ToldAsync(SyncReader reader, Guid customerId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.AsOf.Where(a => a.CustomerId == customerId && a.PartnerId == reader.PartnerId).Select(a => a.ApiHost).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The address to be used; null: none is known that may be (<see cref="CentralHosts.Regional"/>).</summary>
    public Task<Uri?> UsableAsync(SyncReader reader, Guid customerId, string? told, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return UsableAsync(reader.PartnerId, reader.Account, customerId, told, cancel);
    }

    /// <summary>The address of a customer to be used; null: none is known that may be.</summary>
    public async Task<Uri?> AddressAsync(int partnerId, VendorAccount account, Guid customerId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await UsableAsync(partnerId, account, customerId,
            await db.AsOf.Where(a => a.CustomerId == customerId && a.PartnerId == partnerId).Select(a => a.ApiHost).SingleOrDefaultAsync(cancel), cancel);
    }

    private async Task<Uri?> UsableAsync(int partnerId, VendorAccount account, Guid customerId, string? told, CancellationToken cancel)
    {
        if (account.Kind == VendorKind.Tenant)
            return account.Regional;
        if (told is not null)
            return hosts.Regional(told, null);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return hosts.Regional(null, await db.Customers.Where(c => c.Id == customerId && c.PartnerId == partnerId).Select(c => c.DataRegion).SingleOrDefaultAsync(cancel));
    }
}
