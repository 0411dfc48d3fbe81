using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Central;

/// <summary>
/// What happens at the demo's vendor by itself: believable licence, usage, assistance and alert changes, <c>Demo:ChangesPerMinute</c> of them. Half
/// happen to customers that are on somebody's screen, so that a visitor sees the list live.
/// </summary>
public sealed class DemoDay(
    CentralCommands commands, IDbContextFactory<PartnerDb> factory, ChangeFeed feed, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoDay> log)
    : BackgroundService
{
    private readonly Random _random = new(options.Value.Seed);
    private readonly Dictionary<int, int> _usual = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || options.Value.ChangesPerMinute <= 0)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Uneven like life, but the rate holds on average.
            var wait = TimeSpan.FromMinutes((0.5 + _random.NextDouble()) / options.Value.ChangesPerMinute);
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                await ChangeAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "The demo's vendor could not make a change.");
            }
        }
    }

    /// <summary>Makes one change to one customer.</summary>
    public async Task ChangeAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await PickAsync(db, cancel) is not { } customer)
            return;
        var licences = await db.Licences.AsNoTracking()
            .Where(l => l.CustomerId == customer.Id && !l.Revoked && l.ReplacedFrom == null
                && (l.State == LicenceState.Active || l.State == LicenceState.OverUsed || l.State == LicenceState.Expiring || l.State == LicenceState.Trial))
            .OrderBy(l => l.Id).ToListAsync(cancel);
        var licence = licences.Count > 0 ? licences[_random.Next(licences.Count)] : null;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var change = (_random.Next(10), licence) switch
        {
            ( < 4, { Quantity: { } quantity }) => commands.UsageAsync(customer.PartnerId, licence.Id, UsageOf(licence, quantity)),
            // Nothing limits it: it grows as devices come.
            ( < 4, not null) => commands.UsageAsync(customer.PartnerId, licence.Id, Math.Max(0, (licence.Usage ?? 0) + _random.Next(-1, 5))),
            (4, { State: LicenceState.Expiring }) => commands.EndAsync(customer.PartnerId, licence.Id, today.AddYears(1)),
            (4, { RollsOver: false, EndDate: { } end }) when end > today.AddDays(40) =>
                commands.EndAsync(customer.PartnerId, licence.Id, today.AddDays(_random.Next(5, 28))),
            (5, { Quantity: { } quantity }) => commands.QuantityAsync(customer.PartnerId, licence.Id, quantity + 5 * _random.Next(1, 4)),
            (6, _) when customer.Origin != CustomerOrigin.ManagedOrder && !await IsVisitedAsync(db, customer, cancel) => commands.AssistanceAsync(
                customer.PartnerId, customer.Id, customer.PartnerAssistance == PartnerAssistance.On ? PartnerAssistance.Off : PartnerAssistance.On),
            // Whose devices nothing protects has none of them counted.
            (7, not null) when customer.PartnerAssistance == PartnerAssistance.On =>
                commands.UnprotectedAsync(customer.PartnerId, customer.Id, UnprotectedOf(customer, licences)),
            _ => AlertAsync(db, customer, cancel),
        };
        await change;
    }

    // Where somebody asked to be let in, or is in the customer's console, the switch is theirs to try: the vendor keeps its hands off.
    private async Task<bool> IsVisitedAsync(PartnerDb db, Customer customer, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime - SignInRegistry.Lifetime;
        return customer.AssistanceAskedAt is not null
            || await db.ConsoleSignIns.AnyAsync(s => s.CustomerId == customer.Id && s.EndedAt == null && s.At > since, cancel);
    }

    private int UsageOf(Licence licence, int quantity) => _random.Next(4) switch
    {
        0 => quantity + _random.Next(1, Math.Max(3, quantity / 8)),
        1 => Math.Max(0, quantity - _random.Next(0, Math.Max(2, quantity / 5))),
        _ => Math.Max(0, (licence.Usage ?? quantity / 2) + _random.Next(-3, 4)),
    };

    // Found by the next check, and protected one after the other: few customers have any, and not for long.
    private int UnprotectedOf(Customer customer, List<Licence> licences) => customer.UnprotectedDevices switch
    {
        > 0 and var some => _random.Next(some),
        _ when DemoDevices.Most(licences) is > 0 and var most && _random.Next(3) == 0 => 1 + _random.Next(most),
        _ => 0,
    };

    private async Task AlertAsync(PartnerDb db, Customer customer, CancellationToken cancel)
    {
        var open = db.Alerts.AsNoTracking().Where(a => a.PartnerId == customer.PartnerId && a.State != AlertState.Resolved
            && db.Customers.Any(c => c.Id == a.CustomerId && c.UnlinkedAt == null));
        var count = await open.CountAsync(cancel);
        var usual = _usual.TryGetValue(customer.PartnerId, out var known) ? known : _usual[customer.PartnerId] = Math.Max(count, 1);
        // About as many as at first, however long it runs: the more is open, the likelier one is closed, and sooner where people look.
        if (_random.Next(2 * usual) < count)
            await commands.CloseAsync(customer.PartnerId,
                await open.OrderBy(a => a.CustomerId != customer.Id).ThenBy(a => a.RaisedAt).Select(a => a.Id).FirstAsync(cancel));
        else
            await commands.RaiseAsync(customer.PartnerId, DemoEvents.Make(_random, customer, time.GetUtcNow().UtcDateTime));
    }

    // Only partners the demo made: what was imported shows a real estate and must not be invented upon.
    private async Task<Customer?> PickAsync(PartnerDb db, CancellationToken cancel)
    {
        var customers = db.Customers.AsNoTracking()
            .Where(c => c.Activated && c.UnlinkedAt == null && db.Partners.Any(p => p.Id == c.PartnerId && p.Demo));
        var shown = feed.OnScreen();
        if (shown.Count > 0 && _random.Next(2) == 0)
        {
            var id = shown[_random.Next(shown.Count)];
            return await customers.SingleOrDefaultAsync(c => c.Id == id, cancel);
        }
        var count = await customers.CountAsync(cancel);
        return count == 0 ? null : await customers.OrderBy(c => c.Id).Skip(_random.Next(count)).FirstOrDefaultAsync(cancel);
    }
}
