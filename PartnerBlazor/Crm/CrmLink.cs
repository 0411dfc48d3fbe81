using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>
/// The link to the CRM: which partner's it is, whose organisation, and how it stands, told by every call. The first organisation is bound to the partner for good: ids of
/// accounts mean nothing elsewhere, and a test copy has the same ones.
/// </summary>
public sealed class CrmLink(CrmTokens tokens, CrmClient client, PartnerStore store, IDbContextFactory<PartnerDb> factory, IOptions<SalesforceOptions> options, TimeProvider time, ILogger<CrmLink> log)
{
    private readonly Lock _lock = new();
    private readonly NextNews _news = new();
    private CrmStatus _status = new(options.Value.Exists() ? CrmLinkState.Unknown : CrmLinkState.None, time.GetUtcNow().UtcDateTime);

    /// <summary>How it stands now.</summary>
    public CrmStatus Status => Volatile.Read(ref _status);

    /// <summary>Ends with the next change. Taken before looking, nothing is missed.</summary>
    public Task Next => _news.Task;

    /// <summary>How it stands for a partner: where it is another's there is none.</summary>
    public CrmStatus Of(int partnerId) => Status is var status && status.PartnerId == partnerId ? status : new CrmStatus(CrmLinkState.None, status.Since);

    /// <summary>
    /// Finds the partner whose CRM it is, the bound one, else the only real one, and writes down whether it has one: names are owed from then on, whether the CRM answers or
    /// not.
    /// </summary>
    /// <returns>The partner; null: there is none, or nobody can say.</returns>
    public async Task<int?> PartnerAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var partners = await db.Partners.AsNoTracking().Where(p => !p.Demo).OrderBy(p => p.Id).ToListAsync(cancel);
        var mine = !options.Value.Exists() ? null : partners.Find(p => p.CrmOrganization is not null) ?? (partners is [var only] ? only : null);
        foreach (var partner in partners.Where(partner => partner.TellsCrm != (partner.Id == mine?.Id)))
            await TellAsync(partner.Id, partner.Id == mine?.Id);
        Set(status => status with { PartnerId = mine?.Id });
        return mine?.Id;
    }

    /// <summary>Asks whether the CRM answers, knows the field, and is the partner's organisation.</summary>
    /// <returns>True: it may be asked and told.</returns>
    public async Task<bool> CheckAsync(int partnerId, CancellationToken cancel)
    {
        if (!await IsOursAsync(partnerId, cancel))
            return false;
        Tell((await client.QueryAsync(Soql.Any(client.Fields), cancel)).Reply);
        return Status.State == CrmLinkState.Ok;
    }

    /// <summary>True where the credentials are the partner's organisation's; binds it the first time.</summary>
    public async Task<bool> IsOursAsync(int partnerId, CancellationToken cancel)
    {
        // Of several partners nobody knows whose it is, until one is bound.
        if (await PartnerAsync(cancel) != partnerId)
            return false;
        try
        {
            var token = await tokens.GetAsync(cancel);
            var bound = await BindAsync(partnerId, token.OrganizationId);
            if (bound == token.OrganizationId)
                Set(status => (status.State == CrmLinkState.OtherOrganization ? At(status, CrmLinkState.Unknown) : status) with { Instance = token.Instance });
            else
                Set(status => At(status, CrmLinkState.OtherOrganization) with { Instance = null, Code = token.OrganizationId });
            return bound == token.OrganizationId;
        }
        catch (CrmCallException refusal)
        {
            Tell(new CrmReply(refusal.Meaning) { Fault = refusal.Fault });
            return false;
        }
    }

    /// <summary>What an answer says of the link.</summary>
    public void Tell(CrmReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var state = reply switch
        {
            { Meaning: CrmMeaning.Silent } => CrmLinkState.Silent,
            { Meaning: CrmMeaning.Limited } => CrmLinkState.Limited,
            { Meaning: CrmMeaning.LinkRefused } => CrmLinkState.Refused,
            { Meaning: CrmMeaning.Refused, Fault.Code: "INVALID_FIELD" } when options.Value.ExternalIdField.Length > 0 => CrmLinkState.FieldUnknown,
            // A version it does not know, a right it does not give: nothing that is asked is answered.
            { Meaning: CrmMeaning.Refused } => CrmLinkState.Refused,
            _ => CrmLinkState.Ok,
        };
        Set(status => At(status, status.State == CrmLinkState.OtherOrganization ? CrmLinkState.OtherOrganization : state) with { Code = reply.Fault?.Code, Usage = reply.Usage ?? status.Usage });
    }

    /// <summary>Accounts are being looked for, or not any more.</summary>
    internal void TellMatching(bool matching) => Set(status => status with { Matching = matching });

    /// <summary>Why nothing can be asked now: one of <see cref="RefusalCodes"/>.</summary>
    public static string ProblemOf(CrmLinkState state) => state switch
    {
        CrmLinkState.None => RefusalCodes.CrmNotConnected,
        CrmLinkState.Limited => RefusalCodes.CrmLimited,
        CrmLinkState.Refused => RefusalCodes.CrmRefused,
        CrmLinkState.FieldUnknown => RefusalCodes.CrmFieldUnknown,
        CrmLinkState.OtherOrganization => RefusalCodes.CrmOtherOrganization,
        _ => RefusalCodes.ReceiverSilent,
    };

    private CrmStatus At(CrmStatus status, CrmLinkState state) => status.State == state ? status : status with { State = state, Since = time.GetUtcNow().UtcDateTime };

    private void Set(Func<CrmStatus, CrmStatus> change)
    {
        CrmStatus before, next;
        lock (_lock)
        {
            before = _status;
            Volatile.Write(ref _status, next = change(before));
        }
        // How many calls are used is read when something else is.
        if (next with { Usage = before.Usage } == before)
            return;
        if (next.State is not (CrmLinkState.Ok or CrmLinkState.Unknown) && next.State != before.State)
            log.LogWarning("The CRM's API: {State} ({Code}).", next.State, next.Code);
        _news.Tell();
    }

    // Rules and screens know of the settings only what the store says.
    private Task<bool> TellAsync(int partnerId, bool tells) => store.WriteAsync(partnerId, Actor.Delivery, async session =>
    {
        (await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId)).TellsCrm = tells;
        session.JournalOther(JournalKinds.PartnerCrm, null, after: $"{tells}");
        return true;
    });

    private async Task<string?> BindAsync(int partnerId, string organization)
    {
        await using (var db = await factory.CreateDbContextAsync())
            if (await db.Partners.Where(p => p.Id == partnerId).Select(p => p.CrmOrganization).SingleOrDefaultAsync() is { } bound)
                return bound;
        return await store.WriteAsync(partnerId, Actor.Delivery, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId);
            if (partner.CrmOrganization is not null)
                return partner.CrmOrganization;
            partner.CrmOrganization = organization;
            session.JournalOther(JournalKinds.PartnerCrmBound, null, after: organization);
            return organization;
        });
    }
}
