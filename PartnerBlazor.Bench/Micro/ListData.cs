using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Micro;

/// <summary>A prepared database with the demo's customers, as the program would open it, and who asks.</summary>
public sealed class ListData : IDbContextFactory<PartnerDb>
{
    private readonly DbContextOptions<PartnerDb> _options;

    private ListData(string path)
    {
        _options = new DbContextOptionsBuilder<PartnerDb>().UseSqlite(StoreFile.ConnectionStringOf(path)).AddInterceptors(new StorePragmas()).Options;
        Customers = new CustomerQueries(this);
        Usage = new UsageQueries(this);
        CatchUp = new CatchUpQueries(this);
    }

    /// <summary>Reads of the list.</summary>
    public CustomerQueries Customers { get; }
    /// <summary>Reads of the usage page.</summary>
    public UsageQueries Usage { get; }
    /// <summary>Reads of a list that fell out of step.</summary>
    public CatchUpQueries CatchUp { get; }
    /// <summary>Somebody to whom all customers of the first partner exist.</summary>
    public required PartnerScope Everybody { get; init; }
    /// <summary>Somebody to whom those of some groups exist.</summary>
    public required PartnerScope OfGroups { get; init; }
    /// <summary>The group with most customers.</summary>
    public required Guid LargestGroup { get; init; }
    /// <summary>How many customers the partner has.</summary>
    public required int Count { get; init; }
    /// <summary>The UTC day of the data.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Opens a database that the program has prepared.</summary>
    public static async Task<ListData> OpenAsync(string path, CancellationToken cancel)
    {
        var look = new ListData(path) { Everybody = null!, OfGroups = null!, LargestGroup = default, Count = 0, Today = default };
        await using var db = look.CreateDbContext();
        var people = await db.People.Include(p => p.Groups).Where(p => p.PartnerId == 1 && p.Active).OrderBy(p => p.Email).ToListAsync(cancel);
        async Task<PartnerScope> ScopeAsync(Person person) =>
            await ScopeReader.ReadAsync(db, person.Id, cancel) ?? throw new InvalidOperationException("Nobody can sign in.");
        return new ListData(path)
        {
            Everybody = await ScopeAsync(people.First(p => p.AllCustomers && p.Role == Role.SuperAdmin)),
            OfGroups = await ScopeAsync(people.Where(p => !p.AllCustomers).MaxBy(p => p.Groups.Count)!),
            LargestGroup = await db.GroupMembers.GroupBy(m => m.GroupId).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync(cancel),
            Count = await db.CustomerRows.CountAsync(r => r.PartnerId == 1, cancel),
            Today = DateOnly.FromDateTime(await db.Journal.Where(e => e.PartnerId == 1).MaxAsync(e => e.At, cancel)),
        };
    }

    /// <inheritdoc/>
    public PartnerDb CreateDbContext() => new(_options);
}
