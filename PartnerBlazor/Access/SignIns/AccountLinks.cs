using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Access;

/// <summary>
/// Links that let a person choose a password: invitations and forgotten passwords. Each is good once, until the password or the factors
/// change, and for a time.
/// </summary>
public sealed class AccountLinks(
    UserManager<Account> users, SignInRegistry registry, AccountJournal journal, IMailer mailer, IDbContextFactory<PartnerDb> factory,
    TimeProvider time, IStringLocalizer<EntryTexts> loc)
{
    /// <summary>Path of the page behind a link.</summary>
    public const string Path = "/password";
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    /// <summary>How long a link for a forgotten password is good.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    private const string Invitation = "invitation";

    /// <summary>A link with which a person chooses a password, good for <see cref="InvitationLifetime"/>. Makes the account if there is none.</summary>
    /// <param name="personId">The person; active.</param>
    /// <param name="portal">Address of the portal.</param>
    /// <returns>The link, and whether it was sent by mail.</returns>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>: there is no such person.</exception>
    public async Task<InvitationSent> InviteAsync(Guid personId, Uri portal)
    {
        ArgumentNullException.ThrowIfNull(portal);
        var (person, partner) = await PersonAsync(personId) ?? throw new RefusedException(RefusalCodes.NotFound);
        var account = await users.FindByIdAsync(personId.ToString());
        if (account is null)
        {
            account = new Account { Id = personId, UserName = person.Email, Email = person.Email };
            Demand(await users.CreateAsync(account));
        }
        account.InvitedAt = time.GetUtcNow().UtcDateTime;
        // Earlier invitations end with this one.
        await users.UpdateSecurityStampAsync(account);
        var link = LinkOf(portal, account, Invitation, await users.GenerateUserTokenAsync(account, InvitationTokens.Name, Invitation));
        var problem = await mailer.SendAsync(person.Email,
            loc[nameof(EntryTexts.InviteSubject), partner],
            loc[nameof(EntryTexts.InviteMail), person.Name, partner, link, InvitationLifetime.Days], CancellationToken.None);
        return new InvitationSent(problem is null ? null : link, problem is null, problem == RefusalCodes.MailOff ? null : problem);
    }

    /// <summary>Sends the link for a forgotten password, if somebody has that address. Whether so is told to nobody.</summary>
    public async Task ForgottenAsync(string? email, Uri portal)
    {
        ArgumentNullException.ThrowIfNull(portal);
        if (string.IsNullOrWhiteSpace(email) || await users.FindByEmailAsync(email.Trim()) is not { } account || await PersonAsync(account.Id) is not { } found)
            return;
        var link = LinkOf(portal, account, "", await users.GeneratePasswordResetTokenAsync(account));
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
        if (PasswordRules.RefusalOf(password, account.Email, found.Person.Name, found.Partner) is { } refused)
            throw new RefusedException(refused, detail: PasswordRules.Shortest.ToString(CultureInfo.CurrentCulture));
        Demand(await users.ResetPasswordAsync(account, await users.GeneratePasswordResetTokenAsync(account), password!));
        account.EmailConfirmed = true;
        await users.SetLockoutEndDateAsync(account, null);
        await users.ResetAccessFailedCountAsync(account);
        await registry.EndAllAsync(account.Id);
        await journal.OwnAsync(account.Id, address, JournalKinds.PersonCredentials, after: AccountFacts.Password);
    }

    private static string LinkOf(Uri portal, Account account, string kind, string token) => new Uri(portal, Path + QueryString.Create(
    [
        KeyValuePair.Create<string, string?>("person", $"{account.Id:N}"),
        KeyValuePair.Create<string, string?>("kind", kind.Length > 0 ? kind : null),
        KeyValuePair.Create<string, string?>("token", WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))),
    ])).ToString();

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
