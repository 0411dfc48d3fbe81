using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>What redeeming a link came to.</summary>
/// <param name="Handle">For the cookie of the visit to a console that is here; null: it is not, or refused.</param>
/// <param name="Refusal">Why, one of <see cref="RefusalCodes"/>; null: it was not.</param>
/// <param name="Outside">The vendor's own console; null: the console is here, or refused.</param>
public sealed record Redeemed(string? Handle, string? Refusal, Uri? Outside = null);

/// <summary>
/// Opens customers' consoles by one-time links (SPEC §5). For people with <see cref="Permission.LaunchCustomer"/>; everything is checked at
/// the click and once more when the link is redeemed.
/// </summary>
public sealed class LaunchCommands(PartnerStore store, IDbContextFactory<PartnerDb> factory, IOptions<CentralOptions> options, TimeProvider time)
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromSeconds(60);

    /// <summary>Longest reason.</summary>
    public const int MaxReason = 200;

    private const int ForgottenAtOnce = 100;

    /// <summary>Makes a link that only this sign-in can use, once, for this customer.</summary>
    /// <param name="who">The sign-in it is bound to.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="reason">What for: a ticket, for example. May be empty.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The token; it is kept nowhere and must not be logged.</returns>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.NotAllowed"/>, <see cref="RefusalCodes.NotFound"/>,
    /// <see cref="RefusalCodes.TooLong"/>, <see cref="RefusalCodes.ControlCharacters"/>, or why it cannot be opened now (<see cref="LaunchRules"/>).
    /// </exception>
    public async Task<string> IssueAsync(PersonClaims who, Guid customerId, string reason, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(reason);
        reason = reason.Trim();
        if (reason.Length > MaxReason)
            throw new RefusedException(RefusalCodes.TooLong, "reason", $"{MaxReason}");
        if (reason.Any(char.IsControl))
            throw new RefusedException(RefusalCodes.ControlCharacters, "reason");
        var token = OneTimeSecret.New();
        await store.WriteAsideAsync(async db =>
        {
            var scope = await ScopeOf(db, who, cancel);
            scope.Demand(Permission.LaunchCustomer);
            var row = await db.CustomerRows.AsNoTracking().InScope(db, scope).SingleOrDefaultAsync(r => r.Id == customerId, cancel)
                ?? throw new RefusedException(RefusalCodes.NotFound);
            if (LaunchRules.RefusalOf(scope.CanLaunch, row) is { } code)
                throw new RefusedException(code);
            var now = time.GetUtcNow().UtcDateTime;
            db.LaunchTokens.Add(new LaunchToken
            {
                Hash = OneTimeSecret.HashOf(token),
                PartnerId = who.PartnerId,
                PersonId = who.PersonId,
                SignInId = who.SignInId,
                CustomerId = customerId,
                Reason = reason,
                Until = now + LinkLifetime,
            });
            var old = now - SignInRegistry.Kept;
            db.LaunchTokens.RemoveRange(await db.LaunchTokens.Where(t => t.Until < old).OrderBy(t => t.Until).Take(ForgottenAtOnce).ToListAsync(cancel));
        }, cancel);
        return token;
    }

    /// <summary>
    /// Uses a link: whoever shows it, it is used up. The store lets one write in at a time, so that of two at once the second finds it used.
    /// Journalled either way: who, when, what for, or why not.
    /// </summary>
    /// <param name="who">The sign-in that shows it.</param>
    /// <param name="customerId">The customer it is shown for.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>: the person may no longer sign in; or the database cannot write.</exception>
    public async Task<Redeemed> RedeemAsync(PersonClaims who, Guid customerId, string token, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(token);
        PartnerScope asking;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            asking = await ScopeOf(db, who, cancel);
        var hash = OneTimeSecret.HashOf(token);
        return await store.WriteAsync(asking, Permission.SeeCustomers, async session =>
        {
            var link = await session.Db.LaunchTokens.SingleOrDefaultAsync(t => t.Hash == hash && t.PartnerId == session.PartnerId, cancel);
            var row = await session.Db.CustomerRows.AsNoTracking().InScope(session.Db, session.Scope).SingleOrDefaultAsync(r => r.Id == customerId, cancel);
            var refusal = RefusalOf(link, who, customerId, session, row);
            if (link is { UsedAt: null })
                link.UsedAt = session.Now;
            if (refusal is null)
            {
                session.Journal(JournalKinds.Launched, customerId, item: link!.Reason);
                // Who is there is the vendor's to know: there is no visit here that could be ended.
                if (!session.Scope.HasConsoles)
                    return new Redeemed(null, null, WebAddresses.ForCustomer(options.Value.LaunchUrl, customerId));
                return new Redeemed(await ConsoleSignIns.AddAsync(session.Db, session.PartnerId, customerId, who, session.Now), null);
            }
            // A customer that does not exist for the person is not written to; nor is any where the link is an invention.
            if (row is null || link is null)
                session.JournalOther(JournalKinds.LaunchRefused, null, after: refusal);
            else
                session.Journal(JournalKinds.LaunchRefused, customerId, after: refusal);
            return new Redeemed(null, refusal);
        }, cancel);
    }

    private string? RefusalOf(LaunchToken? link, PersonClaims who, Guid customerId, WriteSession session, CustomerRow? row)
    {
        if (link is not { UsedAt: null } || link.Until <= session.Now
            || link.PersonId != who.PersonId || link.SignInId != who.SignInId || link.CustomerId != customerId)
            return RefusalCodes.LaunchLinkInvalid;
        if (!session.Scope.May(Permission.LaunchCustomer))
            return RefusalCodes.NotAllowed;
        // The address was taken out of the settings, and the vendor not heard of since.
        if (!session.Scope.HasConsoles && options.Value.LaunchUrl.Length == 0)
            return RefusalCodes.LaunchNotConfigured;
        return row is null ? RefusalCodes.NotFound : LaunchRules.RefusalOf(session.Scope.CanLaunch, row);
    }

    private static async Task<PartnerScope> ScopeOf(PartnerDb db, PersonClaims who, CancellationToken cancel) =>
        (await ScopeReader.ReadAsync(db, who.PersonId, who.PartnerId, cancel) ?? throw new RefusedException(RefusalCodes.NotAllowed)) with { Address = who.Address };
}
