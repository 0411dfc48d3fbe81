using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Access;

/// <summary>
/// Links that let a person choose a password: invitations and forgotten passwords. Each is good once, until the password or the factors
/// change, and for a time.
/// </summary>
public sealed class AccountLinks(
    UserManager<Account> users, SignInRegistry registry, AccountJournal journal, IMailer mailer, PartnerStore store, IDbContextFactory<PartnerDb> factory,
    IOptions<PortalOptions> portal, IOptions<OidcOptions> oidc, TimeProvider time, IStringLocalizer<EntryTexts> loc)
{
    /// <summary>Path of the page behind a link.</summary>
    public const string Path = "/password";
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    /// <summary>How long a link for a forgotten password is good.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>The kind of link an invitation is.</summary>
    public const string Invitation = "invitation";

    /// <summary>
    /// A link with which a person chooses a password, good for <see cref="InvitationLifetime"/>. Makes the account if there is none; earlier
    /// links are good no more. Who signs in at the identity provider only is told so instead. For who may manage people.
    /// </summary>
    /// <param name="by">Who invites.</param>
    /// <param name="personId">The person; active, of the same partner.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The path of the link, and whether it was sent by mail.</returns>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.EmailTaken"/>.</exception>
    public async Task<InvitationSent> InviteAsync(PartnerScope by, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var found = await TheirsAsync(by, personId);
        if (!oidc.Value.LeavesPasswords(found.Person))
            return await SendAsync(found, AccessServices.SignInPath, oidc.Value.Name, nameof(EntryTexts.InviteProviderMail), oidc.Value.Name, cancel);
        var account = await users.FindByIdAsync(personId.ToString());
        if (account is null)
        {
            account = new Account { Id = personId, UserName = found.Person.Email, Email = found.Person.Email };
            Demand(await users.CreateAsync(account));
        }
        account.InvitedAt = time.GetUtcNow().UtcDateTime;
        // Earlier invitations end with this one.
        await users.UpdateSecurityStampAsync(account);
        await store.WriteAsync(by, Permission.ManagePeople, session =>
        {
            // Whoever holds the link is the person: who made it is told.
            session.JournalOther(JournalKinds.PersonLink, personId, found.Person.Name);
            return Task.FromResult(0);
        }, cancel);
        var link = PathOf(account, Invitation, await users.GenerateUserTokenAsync(account, InvitationTokens.Name, Invitation));
        return await SendAsync(found, link, null, nameof(EntryTexts.InviteMail), InvitationLifetime.Days, cancel);
    }

    /// <summary>
    /// Takes from a person all they sign in with (password, app, passkeys), ends their sessions and invites them anew: for a lost phone, or
    /// an account in the wrong hands. For who may manage people; not for oneself, nor for the last Super Admin who gets in without an identity
    /// provider.
    /// </summary>
    /// <inheritdoc cref="InviteAsync"/>
    public async Task<InvitationSent> StartAnewAsync(PartnerScope by, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.PersonId == personId)
            throw new RefusedException(RefusalCodes.NotAllowed);
        var found = await TheirsAsync(by, personId);
        await store.WriteAsync(by, Permission.ManagePeople, async session =>
        {
            await session.DemandAnotherSuperAdminAsync(found.Person, cancel);
            await session.ForgetCredentialsAsync(personId, cancel);
            session.JournalOther(JournalKinds.PersonCredentials, personId, found.Person.Name, before: AccountFacts.Everything);
            return 0;
        }, cancel);
        await registry.EndAllAsync(personId);
        return await InviteAsync(by, personId, cancel);
    }

    /// <summary>Sends the link for a forgotten password, if somebody has that address. Whether so is told to nobody.</summary>
    public async Task ForgottenAsync(string? email)
    {
        if (string.IsNullOrWhiteSpace(email) || await users.FindByEmailAsync(email.Trim()) is not { } account || await PersonAsync(account.Id) is not { } found || !oidc.Value.LeavesPasswords(found.Person)
            || await users.OnlyFromProviderAsync(account))
            return;
        var link = Outside(PathOf(account, "", await users.GeneratePasswordResetTokenAsync(account)));
        await mailer.SendAsync(account.Email!, loc[nameof(EntryTexts.ForgottenSubject)],
            loc[nameof(EntryTexts.ForgottenMail), found.Person.Name, link, ResetLifetime.TotalHours], CancellationToken.None);
    }

    /// <summary>Whose link it is; null when it is used, too old, or an invention.</summary>
    public async Task<Account?> OwnerAsync(string? person, string? kind, string? token) =>
        Guid.TryParse(person, out var id) && await users.FindByIdAsync(id.ToString()) is { } account && await PersonAsync(id) is not null
        && Read(token) is { } read && await users.VerifyUserTokenAsync(account, ProviderOf(kind), PurposeOf(kind), read) ? account : null;

    /// <summary>Keeps the password somebody chose behind a link; ends their sessions and the lockout.</summary>
    /// <exception cref="RefusedException">The password is refused, or the link is good no more (<see cref="RefusalCodes.LinkInvalid"/>).</exception>
    public async Task ChooseAsync(string? person, string? kind, string? token, string? password, string address)
    {
        var account = await OwnerAsync(person, kind, token) ?? throw new RefusedException(RefusalCodes.LinkInvalid);
        var found = await PersonAsync(account.Id) ?? throw new RefusedException(RefusalCodes.LinkInvalid);
        if (PasswordRules.Refusal(null, password, account.Email, found.Person.Name, found.Partner) is { } refused)
            throw refused;
        Demand(await users.ResetPasswordAsync(account, await users.GeneratePasswordResetTokenAsync(account), password!));
        account.EmailConfirmed = true;
        await users.SetLockoutEndDateAsync(account, null);
        await users.ResetAccessFailedCountAsync(account);
        await registry.EndAllAsync(account.Id);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, after: AccountFacts.Password);
    }

    private async Task<InvitationSent> SendAsync((Person Person, string Partner) found, string path, string? provider, string text, object detail, CancellationToken cancel)
    {
        var problem = await mailer.SendAsync(found.Person.Email, loc[nameof(EntryTexts.InviteSubject), found.Partner],
            loc[text, found.Person.Name, found.Partner, Outside(path), detail], cancel);
        return new InvitationSent(problem is null ? null : path, problem is null, problem == RefusalCodes.MailOff ? null : problem, provider);
    }

    // Mails are sent only where the portal's address is set.
    private string Outside(string path) => portal.Value.Address.TrimEnd('/') + path;

    private static string PathOf(Account account, string kind, string token) => Path + QueryString.Create(
    [
        KeyValuePair.Create<string, string?>("person", $"{account.Id:N}"),
        KeyValuePair.Create<string, string?>("kind", kind.Length > 0 ? kind : null),
        KeyValuePair.Create<string, string?>("token", WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))),
    ]);

    private string ProviderOf(string? kind) => kind == Invitation ? InvitationTokens.Name : users.Options.Tokens.PasswordResetTokenProvider;

    private static string PurposeOf(string? kind) => kind == Invitation ? Invitation : UserManager<Account>.ResetPasswordTokenPurpose;

    private static string? Read(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Whoever holds the link is the person: it would be a way to rights the inviting one has not.
    private async Task<(Person Person, string Partner)> TheirsAsync(PartnerScope by, Guid personId)
    {
        by.Demand(Permission.ManagePeople);
        if (await PersonAsync(personId) is not { } found || found.Person.PartnerId != by.PartnerId)
            throw new RefusedException(RefusalCodes.NotFound);
        await using var db = await factory.CreateDbContextAsync();
        var scope = await ScopeReader.ReadAsync(db, personId, CancellationToken.None) ?? throw new RefusedException(RefusalCodes.NotFound);
        return by.Covers(scope.Role, scope.Removed) ? found : throw new RefusedException(RefusalCodes.RoleBeyondOwn);
    }

    private async Task<(Person Person, string Partner)?> PersonAsync(Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Active) is { } person
            ? (person, (await db.Partners.AsNoTracking().SingleAsync(p => p.Id == person.PartnerId)).Name) : null;
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new RefusedException(result.Errors.First().Code is "DuplicateUserName" or "DuplicateEmail" ? RefusalCodes.EmailTaken : result.Errors.First().Code);
    }
}
