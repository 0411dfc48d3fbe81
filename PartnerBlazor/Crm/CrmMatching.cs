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
    /// <summary>Looks for accounts, some customers at a time: what was found stays, whatever comes after.</summary>
    /// <param name="partnerId">The partner whose CRM it is.</param>
    /// <param name="only">Of these customers; null: of all that have none.</param>
    /// <param name="leavesRest">Stops where the organisation's calls run short.</param>
    /// <param name="cancel">Cancels between two questions.</param>
    /// <returns>False: the CRM could not be asked for all of them.</returns>
    public async Task<bool> RunAsync(int partnerId, IReadOnlyCollection<Guid>? only, bool leavesRest, CancellationToken cancel)
    {
        var (all, matched) = await ReadAsync(partnerId, cancel);
        var (names, taken) = (new CrmNames(all), matched.Values.ToHashSet(StringComparer.Ordinal));
        foreach (var some in all.Where(customer => !customer.IsManaged && !matched.ContainsKey(customer.Id) && only?.Contains(customer.Id) != false).Chunk(Bulk.BatchSize))
        {
            if ((leavesRest && link.Status.Usage is { IsScarce: true })
                || await ByExternalIdAsync(some, cancel) is not { } byId || await ByNameAsync(names, some.Where(customer => !byId.ContainsKey(customer.Id)), cancel) is not { } byName)
                return false;
            // Also those of whom it is not certain: they are somebody's.
            taken.UnionWith(byId.Values.Where(found => found.Count > 1).SelectMany(found => found).Select(account => account.Id));
            List<CrmVerdict> verdicts = [];
            foreach (var verdict in some.Select(customer => Judge(customer, names, byId.GetValueOrDefault(customer.Id), byName)).OrderBy(verdict => verdict.By))
                verdicts.Add(verdict.Account is { } account && !taken.Add(account.Id) ? verdict with { Account = null, Problem = RefusalCodes.CrmTaken } : verdict);
            await writes.KeepAsync(partnerId, verdicts);
        }
        return true;
    }

    private static CrmVerdict Judge(CrmWanted customer, CrmNames names, IReadOnlyList<CrmAccountRecord>? byId, Dictionary<string, List<CrmAccountRecord>> byName)
    {
        if (byId is not null)
            return byId is [var mine] ? new CrmVerdict(customer.Id, mine, CrmMatch.ExternalId) : new CrmVerdict(customer.Id, null, CrmMatch.ExternalId, RefusalCodes.CrmSeveral);
        // All its names together: an old one must not win over the one that is meant. What says that it is another customer's is not this one's.
        var found = names.Of(customer).SelectMany(name => byName.GetValueOrDefault(name, [])).Where(account => !Guid.TryParse(account.External, out _)).DistinctBy(account => account.Id).ToList();
        return found is [var one] ? new CrmVerdict(customer.Id, one, CrmMatch.Name)
            : new CrmVerdict(customer.Id, null, CrmMatch.Name, found.Count > 1 ? RefusalCodes.CrmSeveral : names.IsShared(customer) ? RefusalCodes.CrmNameShared : RefusalCodes.CrmUnmatched);
    }

    // Managed orders cannot be renamed: nothing is told of them. Their names are theirs all the same.
    private async Task<(List<CrmWanted> All, Dictionary<Guid, string> Matched)> ReadAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var customers = await db.Customers.AsNoTracking().Where(c => c.PartnerId == partnerId && c.UnlinkedAt == null)
            .Select(c => new { c.Id, c.Name, c.ShowAs, IsManaged = c.Origin == CustomerOrigin.ManagedOrder }).ToListAsync(cancel);
        var former = (await (from name in db.Set<FormerName>().AsNoTracking()
                             join customer in db.Customers on name.CustomerId equals customer.Id
                             where customer.PartnerId == partnerId
                             orderby name.Until descending
                             select new { name.CustomerId, name.Name }).ToListAsync(cancel)).ToLookup(name => name.CustomerId, name => name.Name);
        var owed = (await db.NameDeliveries.AsNoTracking().Where(d => d.PartnerId == partnerId && d.Target == DeliveryTarget.Crm && d.State != DeliveryState.Delivered)
            .Select(d => d.CustomerId).ToListAsync(cancel)).ToHashSet();
        // Whoever is unlinked holds on to no account.
        var matched = await db.CrmAccounts.AsNoTracking().Where(a => a.PartnerId == partnerId && a.AccountId != null && db.Customers.Any(c => c.Id == a.CustomerId && c.UnlinkedAt == null)).ToDictionaryAsync(a => a.CustomerId, a => a.AccountId!, cancel);
        return ([.. customers.Select(c => new CrmWanted(c.Id, c.Name, [.. former[c.Id]], c.ShowAs.Length > 0 ? c.ShowAs : c.Name, owed.Contains(c.Id), c.IsManaged))], matched);
    }

    // Null: the CRM could not be asked. A field it does not know is no reason to go by names instead.
    private async Task<Dictionary<Guid, IReadOnlyList<CrmAccountRecord>>?> ByExternalIdAsync(CrmWanted[] wanted, CancellationToken cancel)
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
