using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>
/// Which partner here the vendor's credentials belong to: the first ones of a partner bind it to the vendor's id for good, so that credentials
/// exchanged by mistake never mix two partners' customers.
/// </summary>
public sealed class LinkBinding(PartnerStore store, IDbContextFactory<PartnerDb> factory, IOptions<CentralOptions> options)
{
    /// <summary>The partner whose link it is or would be: the bound one, else the only one; null: none, or nobody can say.</summary>
    public async Task<int?> CandidateAsync(CancellationToken cancel)
    {
        var partners = await PartnersAsync(cancel);
        return partners.Find(p => p.VendorId is not null)?.Id ?? (partners is [var only] ? only.Id : null);
    }

    /// <summary>Finds the partner of an account, and binds it the first time.</summary>
    /// <returns>The partner; null: the account is nobody's here.</returns>
    public async Task<int?> BindAsync(VendorAccount account, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        var partners = await PartnersAsync(cancel);
        // With a single customer's or an organisation's credentials nothing was told: the partner's own may still take their place.
        var mine = partners.Find(p => p.VendorId == account.Id) ?? (partners is [{ VendorKind: not VendorKind.Partner } only] ? only : null);
        if (mine is null)
            return null;
        if (mine.VendorId != account.Id || mine.VendorKind != account.Kind)
            await BindAsync(mine.Id, account, cancel);
        var opens = options.Value.LaunchUrl.Length > 0 && account.Kind == VendorKind.Partner;
        if (mine.OpensConsoles != opens)
            await OpenAsync(mine.Id, opens, cancel);
        return mine.Id;
    }

    // Rules and screens know of the settings only what the store says.
    private Task<bool> OpenAsync(int partnerId, bool opens, CancellationToken cancel) => store.WriteAsync(partnerId, Actor.Vendor, async session =>
    {
        (await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId)).OpensConsoles = opens;
        session.JournalOther(JournalKinds.PartnerLaunch, null, after: $"{opens}");
        return true;
    }, cancel);

    private Task<bool> BindAsync(int partnerId, VendorAccount account, CancellationToken cancel) =>
        store.WriteAsync(partnerId, Actor.Vendor, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId);
            // Another account lists other customers: who it does not list has not left.
            if (partner.VendorId is not null)
            {
                foreach (var listed in await session.Db.AsOf.Where(a => a.PartnerId == session.PartnerId && a.ListedAt != null).ToListAsync())
                {
                    (listed.ListedAt, listed.ApiHost) = (null, null);
                    (listed.LicencesAskedAt, listed.Hidden, listed.AlertsAskedAt, listed.AlertsHidden, listed.HealthAskedAt) = (null, null, null, null, null);
                }
                // What was read so far says nothing of when this account's list is due.
                session.Db.SyncRuns.RemoveRange(await session.Db.SyncRuns.Where(r => r.PartnerId == session.PartnerId).ToListAsync());
            }
            (partner.VendorId, partner.VendorKind) = (account.Id, account.Kind);
            session.JournalOther(JournalKinds.PartnerConnected, null, after: $"{account.Id}");
            return true;
        }, cancel);

    // What the demo made has its vendor played.
    private async Task<List<Partner>> PartnersAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Partners.AsNoTracking().Where(p => !p.Demo).OrderBy(p => p.Id).ToListAsync(cancel);
    }
}
