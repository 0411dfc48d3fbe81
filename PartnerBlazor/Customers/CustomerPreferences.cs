using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Customers;

/// <summary>What a person chose for the list, kept across sign-ins (SPEC §3). A person reads and writes only their own.</summary>
public sealed class CustomerPreferences(IDbContextFactory<PartnerDb> factory, PartnerStore store)
{
    /// <summary>Show my protection only; false until chosen.</summary>
    public async Task<bool> ProtectionOnlyAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Preferences.Where(p => p.PersonId == scope.PersonId).Select(p => p.ProtectionOnly).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Remembers it.</summary>
    public Task SaveProtectionOnlyAsync(PartnerScope scope, bool only, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.DemandOwn();
        return store.WriteAsideAsync(async db =>
        {
            var preference = await db.Preferences.FindAsync([scope.PersonId], CancellationToken.None);
            if (preference is null)
                db.Preferences.Add(preference = new PersonPreference { PersonId = scope.PersonId });
            preference.ProtectionOnly = only;
        }, cancel);
    }
}
