using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>
/// Finds the accounts of customers that have none yet: by the field that holds the vendor's id, then by exact name (<see cref="CrmNames"/>). What is not certain stays
/// unmatched, with the reason, for a person. Accounts once found are not looked for again.
/// </summary>
public sealed class CrmMatching(CrmClient client, CrmLink link, CrmMatchWrites writes, IDbContextFactory<PartnerDb> factory, IOptions<SalesforceOptions> options)
{
    /// <summary>Looks for accounts.</summary>
    /// <param name="partnerId">The partner whose CRM it is.</param>
    /// <param name="only">Of these customers; null: of all that have none.</param>
    /// <param name="cancel">Cancels between two questions.</param>
    /// <returns>False: the CRM could not be asked for all of them.</returns>
    public async Task<bool> RunAsync(int partnerId, IReadOnlyCollection<Guid>? only, CancellationToken cancel)
    {
        var (all, matched) = await ReadAsync(partnerId, cancel);
        var wanted = all.Where(customer => !matched.ContainsKey(customer.Id) && only?.Contains(customer.Id) != false).ToList();
        if (wanted.Count == 0)
            return true;
        var (names, taken) = (new CrmNames(all), matched.Values.ToHashSet(StringComparer.Ordinal));
        if (await ByExternalIdAsync(wanted, cancel) is not { } byId || await ByNameAsync(names, wanted.Where(customer => !byId.ContainsKey(customer.Id)), cancel) is not { } byName)
            return false;
        var verdicts = wanted.Select(customer => Judge(customer, names, byId.GetValueOrDefault(customer.Id), byName)).ToList();
        // Who is named by the id comes before who has the name; an account two lay the same claim to is nobody's.
        foreach (var by in new[] { CrmMatch.ExternalId, CrmMatch.Name })
        {
            var claims = verdicts.Where(verdict => verdict.By == by).ToList();
            var claimed = claims.Where(verdict => verdict.Account is not null).CountBy(verdict => verdict.Account!.Id).ToDictionary();
            foreach (var batch in claims.Select(verdict => verdict.Account is { } account && (taken.Contains(account.Id) || claimed[account.Id] > 1)
                ? verdict with { Account = null, Problem = RefusalCodes.CrmTaken } : verdict).Chunk(Bulk.BatchSize))
                await writes.KeepAsync(partnerId, batch);
            taken.UnionWith(claimed.Keys);
        }
        return true;
    }

    private static CrmVerdict Judge(CrmWanted customer, CrmNames names, IReadOnlyList<CrmAccountRecord>? byId, Dictionary<string, List<CrmAccountRecord>> byName)
    {
        if (byId is not null)
            return byId is [var mine] ? new CrmVerdict(customer.Id, mine, CrmMatch.ExternalId) : new CrmVerdict(customer.Id, null, CrmMatch.ExternalId, RefusalCodes.CrmSeveral);
        var several = false;
        foreach (var name in names.Of(customer))
        {
            var found = byName.GetValueOrDefault(name, []);
            if (found is [var one])
                return new CrmVerdict(customer.Id, one, CrmMatch.Name);
            several |= found.Count > 1;
        }
        return new CrmVerdict(customer.Id, null, CrmMatch.Name, several ? RefusalCodes.CrmSeveral : names.IsShared(customer) ? RefusalCodes.CrmNameShared : RefusalCodes.CrmUnmatched);
    }

    // Managed orders cannot be renamed: nothing is told of them.
    private async Task<(List<CrmWanted> All, Dictionary<Guid, string> Matched)> ReadAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var customers = await db.Customers.AsNoTracking().Where(c => c.PartnerId == partnerId && c.UnlinkedAt == null && c.Origin != CustomerOrigin.ManagedOrder)
            .Select(c => new { c.Id, c.Name, c.ShowAs }).ToListAsync(cancel);
        var former = (await (from name in db.Set<FormerName>().AsNoTracking()
                             join customer in db.Customers on name.CustomerId equals customer.Id
                             where customer.PartnerId == partnerId
                             orderby name.Until descending
                             select new { name.CustomerId, name.Name }).ToListAsync(cancel)).ToLookup(name => name.CustomerId, name => name.Name);
        var owed = (await db.NameDeliveries.AsNoTracking().Where(d => d.PartnerId == partnerId && d.Target == DeliveryTarget.Crm && d.State != DeliveryState.Delivered)
            .Select(d => d.CustomerId).ToListAsync(cancel)).ToHashSet();
        var matched = await db.CrmAccounts.AsNoTracking().Where(a => a.PartnerId == partnerId && a.AccountId != null).ToDictionaryAsync(a => a.CustomerId, a => a.AccountId!, cancel);
        return ([.. customers.Select(c => new CrmWanted(c.Id, c.Name, [.. former[c.Id]], c.ShowAs.Length > 0 ? c.ShowAs : c.Name, owed.Contains(c.Id)))], matched);
    }

    // Null: the CRM could not be asked. A field it does not know is no reason to go by names instead.
    private async Task<Dictionary<Guid, IReadOnlyList<CrmAccountRecord>>?> ByExternalIdAsync(List<CrmWanted> wanted, CancellationToken cancel)
    {
        Dictionary<Guid, IReadOnlyList<CrmAccountRecord>> found = [];
        if (options.Value.ExternalIdField is not { Length: > 0 } field)
            return found;
        foreach (var part in Soql.Parts(wanted.Select(customer => $"{customer.Id}")))
        {
            if (await AskAsync(field, part, cancel) is not { } accounts)
                return null;
            foreach (var own in accounts.Where(account => Guid.TryParse(account.External, out _)).GroupBy(account => Guid.Parse(account.External!)))
                found[own.Key] = [.. own];
        }
        return found;
    }

    // The CRM compares without regard to case: what it finds is looked at again.
    private async Task<Dictionary<string, List<CrmAccountRecord>>?> ByNameAsync(CrmNames names, IEnumerable<CrmWanted> wanted, CancellationToken cancel)
    {
        Dictionary<string, List<CrmAccountRecord>> found = new(StringComparer.Ordinal);
        foreach (var part in Soql.Parts(wanted.SelectMany(names.Of).Distinct(StringComparer.Ordinal)))
        {
            if (await AskAsync("Name", part, cancel) is not { } accounts)
                return null;
            foreach (var same in accounts.GroupBy(account => account.Name, StringComparer.Ordinal))
                found[same.Key] = [.. same];
        }
        return found;
    }

    private async Task<IReadOnlyList<CrmAccountRecord>?> AskAsync(string field, IReadOnlyList<string> values, CancellationToken cancel)
    {
        var (reply, accounts) = await client.QueryAsync(Soql.AccountsWith(client.Fields, field, values), cancel);
        link.Tell(reply);
        return reply.Meaning == CrmMeaning.Done ? accounts : null;
    }
}
