using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Store;

/// <summary>
/// The only road to save (DESIGN §3): data, journal entries and the rows of the touched customers in one transaction; after the commit
/// the changes are published in the order of their numbers. Nobody can forget the journal or the feed. When the database cannot write,
/// that is a refusal too (<see cref="RefusalCodes.Busy"/>, <see cref="RefusalCodes.NotSaved"/>): nothing was saved.
/// </summary>
public sealed class PartnerStore(
    IDbContextFactory<PartnerDb> factory, IRowProjector projector, ChangeFeed feed, TimeProvider time, ILogger<PartnerStore> log) : IDisposable
{
    // One process owns the file and SQLite has one writer: queueing here is fairer than waiting for its lock, and keeps the order of publishing.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Saves what a person does, or nothing. The person's scope is read anew inside the transaction (SPEC: at the moment of the act).</summary>
    /// <param name="scope">Who acts.</param>
    /// <param name="permission">What they must be allowed.</param>
    /// <param name="work">Reads and changes tracked records and journals what it does. May throw <see cref="RefusedException"/>.</param>
    /// <param name="cancel">Cancels while waiting for its turn; once begun, a write is finished.</param>
    /// <exception cref="RefusedException">The permission is missing or the work refused; nothing was saved.</exception>
    public Task<T> WriteAsync<T>(PartnerScope scope, Permission permission, Func<WriteSession, Task<T>> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(work);
        scope.DemandOwn();
        return AtTheGateAsync(async db =>
        {
            var now = await ScopeNowAsync(db, scope, permission);
            return await RunAsync(new WriteSession(db, now.PartnerId, now.Actor, now, Now()), work);
        }, cancel);
    }

    /// <summary>Saves what the calendar, the vendor or an import does, or nothing.</summary>
    /// <param name="partnerId">The partner whose journal gets the entries.</param>
    /// <param name="actor">What causes it; not a person.</param>
    /// <param name="work">Reads and changes tracked records and journals what it does.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    public Task<T> WriteAsync<T>(int partnerId, Actor actor, Func<WriteSession, Task<T>> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(work);
        if (actor.Kind == ActorKind.Person)
            throw new InvalidOperationException("A person writes with their scope.");
        return AtTheGateAsync(db => RunAsync(new WriteSession(db, partnerId, actor, null, Now()), work), cancel);
    }

    /// <summary>Adds a partner with its people; its journal begins with it. Nobody watches it yet, so nothing is published.</summary>
    /// <param name="partner">The partner; gets its number.</param>
    /// <param name="people">Its people.</param>
    /// <param name="actor">What adds it.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <returns>Number of the partner.</returns>
    public Task<int> AddPartnerAsync(Partner partner, IReadOnlyCollection<Person> people, Actor actor, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(actor);
        return AtTheGateAsync(async db =>
        {
            db.Partners.Add(partner);
            await db.SaveChangesAsync(CancellationToken.None);
            foreach (var person in people)
                person.PartnerId = partner.Id;
            db.People.AddRange(people);
            db.Journal.Add(JournalChain.Next(partner, Now(), actor, JournalKinds.PartnerChanged, null, null, new JournalPayload(actor.Name, After: partner.Name)));
            await db.SaveChangesAsync(CancellationToken.None);
            return partner.Id;
        }, cancel);
    }

    /// <summary>
    /// Saves what is not a change of the partner's data (the named exceptions of DESIGN §3: preferences, sign-ins, as-of), behind the
    /// same gate but without journal and feed.
    /// </summary>
    public Task WriteAsideAsync(Func<PartnerDb, Task> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return AtTheGateAsync(async db =>
        {
            // At every save, also one the work does itself.
            db.SavingChanges += (_, _) => DemandAside(db);
            await work(db);
            return await db.SaveChangesAsync(CancellationToken.None);
        }, cancel);
    }

    /// <summary>The same for what a person does who must be allowed it, as their rights are at that moment.</summary>
    /// <exception cref="RefusedException">The permission is missing, or the work refused; nothing was saved.</exception>
    /// <inheritdoc cref="WriteAsideAsync(Func{PartnerDb, Task}, CancellationToken)"/>
    public Task WriteAsideAsync(PartnerScope scope, Permission permission, Func<PartnerDb, PartnerScope, Task> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(work);
        scope.DemandOwn();
        return WriteAsideAsync(async db => await work(db, await ScopeNowAsync(db, scope, permission)), cancel);
    }

    private static async Task<PartnerScope> ScopeNowAsync(PartnerDb db, PartnerScope scope, Permission permission)
    {
        var now = await ScopeReader.ReadAsync(db, scope.PersonId, scope.PartnerId, CancellationToken.None)
            ?? throw new RefusedException(RefusalCodes.NotAllowed);
        now = now with { Address = scope.Address };
        now.Demand(permission);
        return now;
    }

    private static void DemandAside(PartnerDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
            if (entry.State != EntityState.Unchanged && entry.Entity is not (PersonPreference or SignIn or CustomerAsOf or SyncRun or StoreFact or FormDraft or ConsoleSignIn or LaunchToken or DemoAccount)
                // Attempts; that it was sent, and that it began to fail, is journalled.
                && entry is not { Entity: AssistanceMail, State: EntityState.Modified }
                // What was typed, and what is long over, is forgotten; attempts; what became of it is journalled.
                && !(entry is { Entity: AccountRequest, State: EntityState.Deleted } || (entry is { Entity: AccountRequest request, State: EntityState.Modified } && IsAttempt(request, entry)))
                // Why no account was found, and what it is called there; which one it is, is journalled.
                && !(entry is { Entity: CrmAccount, State: EntityState.Added or EntityState.Modified } && IsLook(entry))
                // Attempts, and what is over; that it was asked for, and what became of it, is journalled.
                && entry is not { Entity: AlertAction, State: EntityState.Modified or EntityState.Deleted }
                // Attempts and who has read of them; what became of it is journalled.
                && !(entry is { Entity: NameDelivery, State: EntityState.Modified } && IsAttempt(entry))
                // Only forgotten here; that a form was sent is saved with what it created.
                && !(entry.Entity is SentForm && entry.State == EntityState.Deleted))
                throw new InvalidOperationException($"{entry.Entity.GetType().Name} must be saved through WriteAsync.");
    }

    private static bool IsAttempt(EntityEntry delivery) => delivery.Properties.Where(property => property.IsModified)
        .All(property => property.Metadata.Name is nameof(NameDelivery.Attempts) or nameof(NameDelivery.NextAt) or nameof(NameDelivery.Problem) or nameof(NameDelivery.Read));

    private static bool IsLook(EntityEntry account) => account.State == EntityState.Added ? ((CrmAccount)account.Entity).AccountId is null
        : account.Properties.Where(property => property.IsModified).All(property => property.Metadata.Name is nameof(CrmAccount.AccountName) or nameof(CrmAccount.Problem) or nameof(CrmAccount.At));

    private static bool IsAttempt(AccountRequest request, EntityEntry entry) => entry.Properties.Where(property => property.IsModified).All(property => property.Metadata.Name switch
    {
        nameof(AccountRequest.State) => request.State is AccountRequestState.Waiting or AccountRequestState.Sent
            && property.OriginalValue is AccountRequestState.Waiting or AccountRequestState.Sent,
        nameof(AccountRequest.NextAt) or nameof(AccountRequest.Attempts) or nameof(AccountRequest.SentAt) or nameof(AccountRequest.Sends) or nameof(AccountRequest.MayExist)
            or nameof(AccountRequest.Problem) or nameof(AccountRequest.Email) or nameof(AccountRequest.Draft) => true,
        _ => false,
    });

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    // Off the caller's context: SQLite's calls block, and a slow circuit must not hold the gate for everybody.
    private Task<T> AtTheGateAsync<T>(Func<PartnerDb, Task<T>> work, CancellationToken cancel) => Task.Run(async () =>
    {
        await _gate.WaitAsync(cancel);
        try
        {
            await using var db = await factory.CreateDbContextAsync(CancellationToken.None);
            var readings = new List<CustomerAsOf>();
            db.SavingChanges += (_, _) => readings.AddRange(ReadingsOf(db));
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, CancellationToken.None);
            var result = await work(db);
            if (db.Database.CurrentTransaction is not null)
                await transaction.CommitAsync(CancellationToken.None);
            foreach (var partner in readings.GroupBy(reading => reading.PartnerId))
                feed.PublishAsOf(partner.Key, partner.DistinctBy(reading => reading.CustomerId).ToDictionary(reading => reading.CustomerId, reading => reading.At));
            return result;
        }
        catch (Exception error) when (StoreTrouble.CodeOf(error) is { } code)
        {
            log.LogError(error, "The database could not be written ({Code}).", code);
            throw new RefusedException(code, cause: StoreTrouble.CauseOf(error));
        }
        finally
        {
            _gate.Release();
        }
    }, CancellationToken.None);

    private static IEnumerable<CustomerAsOf> ReadingsOf(PartnerDb db) => db.ChangeTracker.Entries<CustomerAsOf>()
        .Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity).Where(reading => reading.At != CustomerAsOf.Never);

    private async Task<T> RunAsync<T>(WriteSession session, Func<WriteSession, Task<T>> work)
    {
        var result = await work(session);
        var set = await session.SaveAsync(projector, CancellationToken.None);
        await session.Db.Database.CommitTransactionAsync(CancellationToken.None);
        // Still behind the gate: published in the order of the numbers.
        if (set is not null)
            feed.Publish(set);
        return result;
    }

    /// <summary>The moment (UTC).</summary>
    // Whole microseconds: what every database keeps, so that a hash computed today holds after a move.
    internal DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
