using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>The programmes of a partner.</summary>
/// <param name="MspFlex">Holds MSP Flex.</param>
/// <param name="MspFlexConnect">Holds MSP Flex Connect.</param>
public sealed record Programmes(bool MspFlex, bool MspFlexConnect);

/// <summary>What becomes of scheduled unlinks when MSP Flex is lost.</summary>
public enum ScheduledUnlinks
{
    /// <summary>Nobody has decided.</summary>
    Undecided,
    /// <summary>They are carried out on their day.</summary>
    Keep,
    /// <summary>They are cancelled.</summary>
    Cancel,
}

/// <summary>Partner settings. For Super Admins, else <see cref="RefusalCodes.NotAllowed"/>.</summary>
public sealed class PartnerCommands(PartnerStore store)
{
    /// <summary>
    /// Sets the programmes; live for everybody at once (SPEC §2). Losing MSP Flex asks what becomes of scheduled unlinks: kept, they run;
    /// cancelled, they go in transactions of at most <see cref="Bulk.BatchSize"/> before the programme does.
    /// </summary>
    /// <param name="scope">Who sets them.</param>
    /// <param name="to">The programmes the partner shall hold.</param>
    /// <param name="expected">The programmes the person saw.</param>
    /// <param name="scheduled">What becomes of scheduled unlinks; asked for only when MSP Flex is lost.</param>
    /// <param name="cancel">Cancels between batches.</param>
    /// <exception cref="RefusedException">
    /// <see cref="RefusalCodes.PlanChanged"/>, or <see cref="RefusalCodes.ScheduledUnlinks"/> with their number while nobody has decided.
    /// </exception>
    public async Task SetProgrammesAsync(
        PartnerScope scope, Programmes to, Programmes expected, ScheduledUnlinks scheduled = ScheduledUnlinks.Undecided, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(expected);
        if (scheduled == ScheduledUnlinks.Cancel && !to.MspFlex)
            while (await store.WriteAsync(scope, Permission.ManagePeople, CancelSomeAsync, cancel))
                cancel.ThrowIfCancellationRequested();
        await store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId, CancellationToken.None);
            var before = new Programmes(partner.MspFlex, partner.MspFlexConnect);
            if (before == to)
                return false;
            if (before != expected)
                throw new RefusedException(RefusalCodes.PlanChanged);
            if (before.MspFlex && !to.MspFlex && scheduled != ScheduledUnlinks.Keep
                && await Scheduled(session).CountAsync(CancellationToken.None) is > 0 and var count)
                throw new RefusedException(RefusalCodes.ScheduledUnlinks, nameof(scheduled), count.ToString(CultureInfo.InvariantCulture));
            (partner.MspFlex, partner.MspFlexConnect) = (to.MspFlex, to.MspFlexConnect);
            session.JournalOther(JournalKinds.PartnerChanged, null, partner.Name, Text(before), Text(to));
            return true;
        }, cancel);
    }

    /// <summary>Sets what people must sign in with; asked for at their next sign-in.</summary>
    /// <param name="scope">Who sets it. They must have set up themselves what they demand of others: else nobody might be able to sign in.</param>
    /// <param name="to">The rule.</param>
    /// <param name="expected">The rule the person saw.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.PlanChanged"/>, or <see cref="RefusalCodes.SetUpYourself"/>.</exception>
    public Task SetSignInRuleAsync(PartnerScope scope, SignInRule to, SignInRule expected, CancellationToken cancel = default) =>
        store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId, CancellationToken.None);
            if (partner.SignInRule == to)
                return false;
            if (partner.SignInRule != expected)
                throw new RefusedException(RefusalCodes.PlanChanged);
            var own = session.Scope.PersonId;
            var hasPasskey = await session.Db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == own, CancellationToken.None);
            var hasApp = await session.Db.Accounts.AnyAsync(a => a.Id == own && a.TwoFactorEnabled, CancellationToken.None);
            if (to == SignInRule.Passkey ? !hasPasskey : to == SignInRule.SecondFactor && !(hasPasskey || hasApp))
                throw new RefusedException(RefusalCodes.SetUpYourself);
            session.JournalOther(JournalKinds.PartnerRules, null, nameof(Partner.SignInRule), partner.SignInRule.ToString(), to.ToString());
            partner.SignInRule = to;
            return true;
        }, cancel);

    private static async Task<bool> CancelSomeAsync(WriteSession session)
    {
        var customers = await Scheduled(session).OrderBy(c => c.Id).Take(Bulk.BatchSize).ToListAsync(CancellationToken.None);
        foreach (var customer in customers)
        {
            session.Journal(JournalKinds.UnlinkCancelled, customer.Id, before: IsoDay.Of(customer.Unlink.On));
            customer.Unlink = new UnlinkRequest();
        }
        return customers.Count > 0;
    }

    private static IQueryable<Customer> Scheduled(WriteSession session) =>
        session.Db.Customers.Where(c => c.PartnerId == session.PartnerId && c.Unlink.On != null && c.UnlinkedAt == null);

    private static string Text(Programmes programmes) =>
        string.Join(", ", (string[])[.. programmes.MspFlex ? ["MSP Flex"] : (string[])[], .. programmes.MspFlexConnect ? ["MSP Flex Connect"] : (string[])[]]);
}
