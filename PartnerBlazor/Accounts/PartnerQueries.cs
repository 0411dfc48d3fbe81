using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>What the partner settings show.</summary>
/// <param name="Name">Name of the partner.</param>
/// <param name="Programmes">Its programmes.</param>
/// <param name="Scheduled">Unlinks that are scheduled.</param>
/// <param name="Orders">Managed orders the vendor lists for it, seen or not.</param>
/// <param name="SignIn">What its people must sign in with; null where nobody has an account, as in the demo.</param>
public sealed record PartnerSettings(string Name, Programmes Programmes, int Scheduled, int Orders, SignInRule? SignIn);

/// <summary>Reads of the partner itself. For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class PartnerQueries(IDbContextFactory<PartnerDb> factory)
{
    /// <summary>The partner's settings.</summary>
    public async Task<PartnerSettings> SettingsAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var partner = await db.Partners.AsNoTracking().SingleAsync(p => p.Id == scope.PartnerId, cancel);
        var customers = db.Customers.Where(c => c.PartnerId == scope.PartnerId && c.UnlinkedAt == null);
        return new PartnerSettings(
            partner.Name, new Programmes(partner.MspFlex, partner.MspFlexConnect),
            await customers.CountAsync(c => c.Unlink.On != null, cancel),
            await customers.CountAsync(c => c.Origin == CustomerOrigin.ManagedOrder, cancel),
            await db.Accounts.AnyAsync(cancel) ? partner.SignInRule : null);
    }
}
