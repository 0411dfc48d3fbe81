using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// Finds or makes the person an identity provider vouches for, and gives them the role it maps to: at every sign-in, so that a role lost
/// there is lost here.
/// </summary>
public sealed class ProviderPeople(UserManager<Account> users, PartnerStore store, IDbContextFactory<PartnerDb> factory, IOptions<OidcOptions> options, TimeProvider time)
{
    /// <summary>Name under which Identity keeps who is who at the provider.</summary>
    public const string Login = "oidc";

    /// <summary>The person, with the role the provider gives.</summary>
    /// <param name="told">What the provider said.</param>
    /// <returns>Id of the person.</returns>
    /// <exception cref="RefusedException">No role, no verified address, deactivated, or nothing is set up yet.</exception>
    public async Task<Guid> FindAsync(ClaimsPrincipal told)
    {
        ArgumentNullException.ThrowIfNull(told);
        // A subject is one at its provider only: another provider's could be anybody.
        var subject = told.FindFirst("sub") is { } sub ? $"{told.FindFirst("iss")?.Value} {sub.Value}" : throw new RefusedException(RefusalCodes.ProviderFailed);
        await using var db = await factory.CreateDbContextAsync();
        // One portal, one partner: others exist in the demo alone, which has no provider.
        var partner = await db.Partners.AsNoTracking().OrderBy(p => p.Id).FirstOrDefaultAsync() ?? throw new RefusedException(RefusalCodes.ProviderFailed);
        var custom = await db.CustomRoles.AsNoTracking().Where(r => r.PartnerId == partner.Id).ToListAsync();
        var role = ProviderMapping.Of(told.FindAll(options.Value.RoleClaim).Select(claim => claim.Value), options.Value.Roles, custom)
            ?? throw new RefusedException(RefusalCodes.ProviderNoRole);
        var account = await users.FindByLoginAsync(Login, subject) ?? await LinkAsync(subject, told, partner, role);
        await DemandRoleAsync(account.Id, partner.Id, role);
        return account.Id;
    }

    /// <summary>Keeps when somebody last came in through the provider.</summary>
    public async Task EnteredAsync(Guid personId)
    {
        if (await users.FindByIdAsync(personId.ToString()) is not { } account)
            return;
        account.LastSignInAt = time.GetUtcNow().UtcDateTime;
        await users.UpdateAsync(account);
    }

    private async Task<Account> LinkAsync(string subject, ClaimsPrincipal told, Partner partner, ProviderRole role)
    {
        // An address the provider has not verified could be anybody's, and would open somebody else's account.
        if (told.FindFirst("email")?.Value is not { Length: > 0 } email || !string.Equals(told.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(RefusalCodes.ProviderNoEmail);
        var name = told.FindFirst("name")?.Value is { Length: > 0 and <= 200 } given && !given.Any(char.IsControl) ? given.Trim() : email;
        var personId = await store.WriteAsync(partner.Id, Actor.Provider, async session =>
        {
            // Addresses are unique whatever their case.
            var there = await session.Db.People.FirstOrDefaultAsync(p => EF.Functions.Collate(p.Email, "NOCASE") == email);
            if (there is not null)
            {
                session.JournalOther(JournalKinds.PersonCredentials, there.Id, there.Name, after: Login);
                return there.Id;
            }
            var person = new Person
            {
                Id = Guid.NewGuid(),
                PartnerId = partner.Id,
                Name = name,
                Email = email,
                Role = role.Role,
                CustomRoleId = role.CustomRoleId,
                AllCustomers = role.AllCustomers,
            };
            session.Db.People.Add(person);
            session.JournalOther(JournalKinds.PersonInvited, person.Id, person.Name, after: role.Name);
            return person.Id;
        });
        var account = await users.FindByIdAsync(personId.ToString());
        // An address that somebody else has now at the provider: they are not whom it was before.
        if (account is not null && (await users.GetLoginsAsync(account)).Any(login => login.LoginProvider == Login))
            throw new RefusedException(RefusalCodes.ProviderOther);
        if (account is null)
        {
            account = new Account { Id = personId, UserName = email, Email = email, EmailConfirmed = true };
            Demand(await users.CreateAsync(account));
        }
        Demand(await users.AddLoginAsync(account, new UserLoginInfo(Login, subject, options.Value.Name)));
        return account;
    }

    private async Task DemandRoleAsync(Guid personId, int partnerId, ProviderRole role)
    {
        await using (var db = await factory.CreateDbContextAsync())
        {
            var now = await db.People.AsNoTracking().SingleAsync(p => p.Id == personId);
            if (!now.Active)
                throw new RefusedException(RefusalCodes.ProviderDeactivated);
            if (now.Role == role.Role && now.CustomRoleId == role.CustomRoleId)
                return;
        }
        await store.WriteAsync(partnerId, Actor.Provider, async session =>
        {
            var person = await session.Db.People.SingleAsync(p => p.Id == personId);
            await session.DemandAnotherSuperAdminAsync(person, CancellationToken.None);
            session.JournalOther(JournalKinds.PersonChanged, personId, person.Name, await session.RoleWordAsync(person, CancellationToken.None), role.Name);
            (person.Role, person.CustomRoleId) = (role.Role, role.CustomRoleId);
            return 0;
        });
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new RefusedException(RefusalCodes.ProviderFailed);
    }
}
