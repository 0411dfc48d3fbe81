using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>
/// Who may be in a customer's console, asked anew at every request and whenever something about it changes. Consoles exist for the
/// partners the demo made, and only in the demo.
/// </summary>
public sealed class ConsoleSignIns(
    IDbContextFactory<PartnerDb> factory, PartnerStore store, SignInRegistry registry, IOptions<DemoOptions> demo, TimeProvider time)
{
    /// <summary>How long a sign-in counts, however busy it is.</summary>
    public static readonly TimeSpan Lifetime = SignInRegistry.Lifetime;

    private const int ForgottenAtOnce = 100;

    /// <summary>True when the customer has a console here.</summary>
    public async Task<bool> ExistsAsync(Guid customerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await RowAsync(db, customerId, cancel) is not null;
    }

    /// <summary>Signs somebody in as the customer's administrator: the demo asks for no password.</summary>
    /// <returns>The handle for the cookie; null: there is no such console.</returns>
    public async Task<string?> StartAsync(Guid customerId, CancellationToken cancel)
    {
        string? handle = null;
        await store.WriteAsideAsync(async db =>
        {
            if (await RowAsync(db, customerId, cancel) is not { } row)
                return;
            var now = time.GetUtcNow().UtcDateTime;
            handle = await AddAsync(db, row.PartnerId, customerId, null, now);
        }, cancel);
        return handle;
    }

    /// <summary>Who a handle lets in now; null: nobody (any more).</summary>
    /// <param name="handle">What the cookie holds.</param>
    /// <param name="customerId">Whose console is asked for.</param>
    /// <param name="technician">True for a technician's visit, false for the customer's administrator: the one is never taken for the other.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ConsoleVisitor?> FindAsync(string? handle, Guid customerId, bool technician, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(handle))
            return null;
        var hash = OneTimeSecret.HashOf(handle);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var signIn = await CountingAsync(db, hash, customerId, technician, time.GetUtcNow().UtcDateTime, cancel);
        if (signIn is null || await RowAsync(db, customerId, cancel) is not { } row)
            return null;
        if (!technician)
            return new ConsoleVisitor(signIn.Id, row.PartnerId, customerId, null, "", SeesAlerts: true, row.Version);
        var claims = ClaimsOf(signIn);
        return await AllowedAsync(db, claims, row, cancel) is { } scope
            ? new ConsoleVisitor(signIn.Id, row.PartnerId, customerId, claims, scope.PersonName, scope.May(Permission.SeeAlerts), row.Version)
            : null;
    }

    /// <summary>
    /// Ends the visits of technicians that no longer stand on what a launch demands, whether a page of them is open or not: what was lost and
    /// given back must be launched anew.
    /// </summary>
    /// <param name="customers">Customers that changed.</param>
    /// <param name="people">People whose rights changed.</param>
    public async Task EndFallenAsync(IReadOnlyCollection<Guid> customers, IReadOnlyCollection<Guid> people)
    {
        await using var db = await factory.CreateDbContextAsync();
        var visits = await db.ConsoleSignIns.AsNoTracking()
            .Where(s => s.EndedAt == null && s.PersonId != null && (customers.Contains(s.CustomerId) || people.Contains(s.PersonId.Value))).ToListAsync();
        foreach (var visit in visits)
            if (await RowAsync(db, visit.CustomerId, CancellationToken.None) is not { } row || await AllowedAsync(db, ClaimsOf(visit), row, CancellationToken.None) is null)
                await EndAsync(visit.Id);
    }

    /// <summary>Ends a sign-in: it does not come back, whatever changes.</summary>
    public Task EndAsync(Guid signInId) => store.WriteAsideAsync(async db =>
    {
        if (await db.ConsoleSignIns.SingleOrDefaultAsync(s => s.Id == signInId && s.EndedAt == null) is { } signIn)
            signIn.EndedAt = time.GetUtcNow().UtcDateTime;
    });

    /// <summary>Adds a sign-in to a write, and forgets some old ones.</summary>
    /// <param name="db">The context of the write.</param>
    /// <param name="partnerId">The partner of the customer.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="technician">The technician; null: the customer's administrator.</param>
    /// <param name="now">When (UTC).</param>
    /// <returns>The handle for the cookie.</returns>
    internal static async Task<string> AddAsync(PartnerDb db, int partnerId, Guid customerId, PersonClaims? technician, DateTime now)
    {
        var handle = OneTimeSecret.New();
        db.ConsoleSignIns.Add(new ConsoleSignIn
        {
            Id = Guid.NewGuid(),
            Hash = OneTimeSecret.HashOf(handle),
            PartnerId = partnerId,
            CustomerId = customerId,
            PersonId = technician?.PersonId,
            SignInId = technician?.SignInId,
            At = now,
        });
        var before = now - SignInRegistry.Kept;
        db.ConsoleSignIns.RemoveRange(await db.ConsoleSignIns.Where(s => s.At < before).OrderBy(s => s.At).Take(ForgottenAtOnce).ToListAsync());
        return handle;
    }

    /// <summary>The sign-in of a handle, as far as its own record tells.</summary>
    internal static Task<ConsoleSignIn?> CountingAsync(PartnerDb db, byte[] hash, Guid customerId, bool technician, DateTime now, CancellationToken cancel)
    {
        var since = now - Lifetime;
        return db.ConsoleSignIns.AsNoTracking().SingleOrDefaultAsync(
            s => s.Hash == hash && s.CustomerId == customerId && s.PersonId != null == technician && s.EndedAt == null && s.At > since, cancel);
    }

    private static PersonClaims ClaimsOf(ConsoleSignIn visit) => new(visit.PersonId!.Value, visit.SignInId!.Value, visit.PartnerId);

    // Everything a launch demands must go on being so.
    private async Task<PartnerScope?> AllowedAsync(PartnerDb db, PersonClaims claims, CustomerRow row, CancellationToken cancel) =>
        await registry.CountsUntilAsync(claims, cancel) is not null
        && await ScopeReader.ReadAsync(db, claims.PersonId, claims.PartnerId, cancel) is { } scope
        && scope.May(Permission.LaunchCustomer) && scope.Sees(row) && LaunchRules.RefusalOf(scope.HasConsoles, row) is null
            ? scope
            : null;

    // Unlinked customers have no row.
    private async Task<CustomerRow?> RowAsync(PartnerDb db, Guid customerId, CancellationToken cancel) => demo.Value.Enabled
        ? await db.CustomerRows.AsNoTracking().SingleOrDefaultAsync(r => r.Id == customerId && db.Partners.Any(p => p.Id == r.PartnerId && p.Demo), cancel)
        : null;
}
