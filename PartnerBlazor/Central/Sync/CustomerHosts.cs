using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Client;
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
    public async Task<Uri?> UsableAsync(SyncReader reader, Guid customerId, string? told, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.Account.Kind == VendorKind.Tenant)
            return reader.Account.Regional;
        if (told is not null)
            return hosts.Regional(told, null);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return hosts.Regional(null, await db.Customers.Where(c => c.Id == customerId && c.PartnerId == reader.PartnerId).Select(c => c.DataRegion).SingleOrDefaultAsync(cancel));
    }
}
