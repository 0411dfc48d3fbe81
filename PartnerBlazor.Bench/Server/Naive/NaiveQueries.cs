using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server.Naive;

/// <summary>
/// The reads everybody writes first: a page by OFFSET, a count of everything that matches, and LIKE in three columns. On the same rows, with
/// the same index by name as the portal's.
/// </summary>
public sealed class NaiveQueries(IDbContextFactory<PartnerDb> factory)
{
    private Dictionary<Guid, string>? _groups;

    /// <summary>Name of a group; read once, which is already less than naive.</summary>
    public string GroupName(Guid id) => (_groups ??= Read()).GetValueOrDefault(id, "");

    /// <summary>A page of the first partner's customers by name, and how many there are.</summary>
    public async Task<(IReadOnlyList<CustomerRow> Rows, int Count)> PageAsync(string search, int skip, int take, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var rows = db.CustomerRows.AsNoTracking().Where(r => r.PartnerId == 1);
        if (search.Length > 0)
        {
            var like = $"%{search}%";
            rows = rows.Where(r => EF.Functions.Like(r.DisplayName, like) || EF.Functions.Like(r.Name, like) || EF.Functions.Like(r.SearchText, like));
        }
        var count = await rows.CountAsync(cancel);
        return (await rows.OrderBy(r => r.NameKeyEn).ThenBy(r => r.Id).Skip(skip).Take(take).ToListAsync(cancel), count);
    }

    private Dictionary<Guid, string> Read()
    {
        using var db = factory.CreateDbContext();
        return db.Groups.ToDictionary(group => group.Id, group => group.Name);
    }
}
