using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server;

/// <summary>A change was committed.</summary>
/// <param name="At">When (<see cref="Stopwatch.GetTimestamp"/>, the same clock in every process of a machine).</param>
/// <param name="Carries">A text that the batch of whoever shows it carries.</param>
public sealed record Committed(long At, string Carries);

/// <summary>Changes of a steady pace were made.</summary>
/// <param name="Made">How many.</param>
/// <param name="Milliseconds">How long each took.</param>
public sealed record Fed(int Made, IReadOnlyList<double> Milliseconds);

/// <summary>A burst was made.</summary>
/// <param name="Last">Its last change.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Burst(Committed Last, double Seconds);

/// <summary>
/// The changes the bench measures, made by the portal's own road as its vendor: the end of a licence moves, and with it the state between
/// active and expiring, the row, a tile, and the order nobody looks at.
/// </summary>
public sealed class Changes : IChangeListener
{
    private const int Partner = 1;
    // Rows a tab of 900 pixels has on screen for certain, and how far from the end of the list nobody looks.
    private const int OnScreen = 16;
    private const int Far = 200;
    private const int ATransaction = 25;

    private readonly IDbContextFactory<PartnerDb> _factory;
    private readonly CentralCommands _vendor;
    private readonly PartnerStore _store;
    private readonly List<Guid> _shown = [];
    private readonly List<Guid> _far = [];
    private Licence? _unchanging;
    private int _made;
    private long _published;

    /// <summary>Listens to the feed: a change is committed when it is published.</summary>
    public Changes(IDbContextFactory<PartnerDb> factory, CentralCommands vendor, PartnerStore store, ChangeFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        (_factory, _vendor, _store) = (factory, vendor, store);
        feed.Listen(this);
    }

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set) => _published = Stopwatch.GetTimestamp();

    /// <summary>Changes a row that whoever opened the list by name has on screen.</summary>
    /// <param name="end">The new last day of its licence; the row shows it.</param>
    public async Task<Committed> ShownAsync(DateOnly end) => await EndAsync((await LicencesAsync(_shown, fromTop: true))[0], end);

    /// <summary>Changes a customer far down the list: only counts tell.</summary>
    /// <param name="end">The new last day of its licence.</param>
    public async Task<Committed> FarAsync(DateOnly end) => await EndAsync((await LicencesAsync(_far, fromTop: false))[0], end);

    /// <summary>Changes what neither list nor counts show: how many seats of a far customer's licence are used.</summary>
    public async Task<Committed> UnseenAsync()
    {
        var licence = _unchanging ??= await UnchangingAsync();
        await _vendor.UsageAsync(Partner, licence.Id, 1 + _made++ % 2);
        return new Committed(_published, "");
    }

    /// <summary>Changes many licences, some of them on screen, many to a transaction, as a sync writes them.</summary>
    /// <param name="changes">How many changes; a whole number of transactions.</param>
    /// <param name="last">The last day all of them have in the end.</param>
    /// <param name="perSecond">How many changes a second at most.</param>
    /// <returns>The last transaction.</returns>
    public async Task<Burst> BurstAsync(int changes, DateOnly last, int perSecond)
    {
        var (shown, far) = (await LicencesAsync(_shown, fromTop: true), await LicencesAsync(_far, fromTop: false));
        List<Guid> licences = [.. shown.Concat(far).Take(ATransaction)];
        var began = Stopwatch.GetTimestamp();
        for (var made = licences.Count; made <= changes; made += licences.Count)
        {
            var end = made + licences.Count > changes ? last : ExpiringDays.Of(made / licences.Count);
            await _store.WriteAsync(Partner, Actor.Vendor, session => MoveAsync(session, licences, end));
            var ahead = TimeSpan.FromSeconds((double)made / perSecond) - Stopwatch.GetElapsedTime(began);
            if (ahead > TimeSpan.FromMilliseconds(2))
                await Task.Delay(ahead);
        }
        return new Burst(new Committed(_published, IsoDay.Of(last)), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Changes licences all over the list at a steady pace, as a vendor's day goes.</summary>
    /// <param name="perSecond">Changes a second.</param>
    /// <param name="time">For how long.</param>
    /// <returns>How many were made, and how long each took in milliseconds.</returns>
    public async Task<Fed> FeedAsync(int perSecond, TimeSpan time)
    {
        List<Guid> licences = [.. await LicencesAsync(_shown, fromTop: true), .. await LicencesAsync(_far, fromTop: false)];
        var times = new List<double>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            await pace.WaitForNextTickAsync();
            var write = Stopwatch.GetTimestamp();
            await _vendor.EndAsync(Partner, licences[times.Count % licences.Count], ExpiringDays.Of(times.Count / licences.Count));
            times.Add(Stopwatch.GetElapsedTime(write).TotalMilliseconds);
        }
        return new Fed(times.Count, times);
    }

    private async Task<Committed> EndAsync(Guid licence, DateOnly end)
    {
        await _vendor.EndAsync(Partner, licence, end);
        return new Committed(_published, IsoDay.Of(end));
    }

    private static async Task<bool> MoveAsync(WriteSession session, List<Guid> ids, DateOnly end)
    {
        foreach (var licence in await session.Db.Licences.Where(l => ids.Contains(l.Id)).ToListAsync())
        {
            session.Journal(JournalKinds.LicenceChanged, licence.CustomerId, licence.Id, licence.ProductName, IsoDay.Of(licence.EndDate), IsoDay.Of(end));
            licence.EndDate = end;
        }
        return true;
    }

    // Customers of which one licence ends well before all others: the row shows that day.
    private async Task<List<Guid>> LicencesAsync(List<Guid> known, bool fromTop)
    {
        if (known.Count > 0)
            return known;
        await using var db = await _factory.CreateDbContextAsync();
        var rows = db.CustomerRows.AsNoTracking().Where(r => r.PartnerId == Partner);
        rows = fromTop ? rows.OrderBy(r => r.NameKeyEn).ThenBy(r => r.Id) : rows.OrderByDescending(r => r.NameKeyEn).ThenByDescending(r => r.Id);
        foreach (var row in await rows.Take(fromTop ? OnScreen : Far).ToListAsync())
        {
            var licences = await db.Licences.AsNoTracking().Where(l => l.CustomerId == row.Id).ToListAsync();
            var first = licences.Where(l => l.EndDate == row.NextExpiry && l.EndDate is not null && l is { Revoked: false, ReplacedFrom: null }).ToList();
            if (first is [var only] && licences.All(l => l == only || l.EndDate is null || l.EndDate > ExpiringDays.End || l.State == LicenceState.Expired)
                && licences.All(l => l.State != LicenceState.Scheduled && l.Category != only.Category || l == only))
                known.Add(only.Id);
        }
        return known.Count > 0 ? known : throw new InvalidOperationException("No customer has a licence that ends before all others.");
    }

    private async Task<Licence> UnchangingAsync()
    {
        await using var db = await _factory.CreateDbContextAsync();
        var far = await db.CustomerRows.Where(r => r.PartnerId == Partner).OrderByDescending(r => r.NameKeyEn).Take(Far).Select(r => r.Id).ToListAsync();
        return await db.Licences.AsNoTracking().FirstAsync(l => far.Contains(l.CustomerId) && l.Quantity > 5 && l.State == LicenceState.Active);
    }
}
