using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// Which sign-ins count, and who must hear when one ends: circuits and hub connections. The store is the truth; live sign-ins are kept
/// in memory so that not every request asks it.
/// </summary>
public sealed class SignInRegistry(IDbContextFactory<PartnerDb> factory, PartnerStore store, TimeProvider time)
{
    /// <summary>How long a sign-in counts, however busy it is.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>How long the record of a sign-in is kept, counting or not.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // A few at each new one: however long the portal runs, the table stays as small as a month.
    private const int ForgottenAtOnce = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Live> _live = [];
    private readonly Dictionary<Guid, List<Registration>> _registrations = [];
    private long _ends;

    /// <summary>Records a new sign-in of an active person; null when there is no such person.</summary>
    /// <param name="personId">Who signs in.</param>
    /// <param name="trace">How and from where.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<PersonClaims?> StartAsync(Guid personId, SignInTrace trace, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(trace);
        PersonClaims? claims = null;
        await store.WriteAsideAsync(async db =>
        {
            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.Active, cancel);
            if (person is null)
                return;
            var now = time.GetUtcNow().UtcDateTime;
            var signIn = new SignIn
            {
                Id = Guid.NewGuid(),
                PersonId = person.Id,
                At = now,
                Method = trace.Method,
                Address = trace.Address,
                Agent = trace.Agent,
            };
            db.SignIns.Add(signIn);
            await ForgetOldAsync(db, now - Kept, cancel);
            claims = new PersonClaims(person.Id, signIn.Id, person.PartnerId);
        }, cancel);
        return claims;
    }

    /// <summary>Until when the sign-in counts (UTC); null when it has ended, is too old, or its person may not sign in.</summary>
    public async ValueTask<DateTime?> CountsUntilAsync(PersonClaims claims, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(claims);
        long ends;
        lock (_lock)
        {
            if (_live.TryGetValue(claims.SignInId, out var known))
                return Answer(known, claims);
            ends = _ends;
        }
        var read = await ReadAsync(claims.SignInId, cancel);
        lock (_lock)
        {
            // One that ended while we read must not be kept as live; nor those that grew too old meanwhile.
            if (read is not null && ends == _ends)
            {
                ForgetTooOld(time.GetUtcNow().UtcDateTime);
                _live[claims.SignInId] = read;
            }
        }
        return read is null ? null : Answer(read, claims);
    }

    /// <summary>Ends a sign-in: its cookie is refused from now on, and everybody registered hears it.</summary>
    public async Task EndAsync(Guid signInId)
    {
        await store.WriteAsideAsync(async db =>
        {
            var signIn = await db.SignIns.SingleOrDefaultAsync(s => s.Id == signInId && s.EndedAt == null);
            if (signIn is not null)
                signIn.EndedAt = time.GetUtcNow().UtcDateTime;
        });
        Forget(id => id == signInId);
    }

    /// <summary>The sign-ins of a person that count, newest first.</summary>
    public async Task<IReadOnlyList<SignIn>> ListAsync(Guid personId, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime - Lifetime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.SignIns.AsNoTracking().Where(s => s.PersonId == personId && s.EndedAt == null && s.At > since)
            .OrderByDescending(s => s.At).ToListAsync(cancel);
    }

    /// <summary>Ends the sign-ins of a person, all but one if one is named; answers how many.</summary>
    public async Task<int> EndAllAsync(Guid personId, Guid? except = null)
    {
        HashSet<Guid> ended = [];
        await store.WriteAsideAsync(async db =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            foreach (var signIn in await db.SignIns.Where(s => s.PersonId == personId && s.EndedAt == null && s.Id != except).ToListAsync())
            {
                signIn.EndedAt = now;
                if (signIn.At > now - Lifetime)
                    ended.Add(signIn.Id);
            }
        });
        Forget(ended.Contains);
        return ended.Count;
    }

    /// <summary>A person may no longer sign in (the store says so already): all their sessions hear it.</summary>
    public void EndPerson(Guid personId)
    {
        List<Guid> theirs;
        lock (_lock)
        {
            theirs = [.. _registrations.Where(pair => pair.Value.Exists(r => r.PersonId == personId)).Select(pair => pair.Key)];
            theirs.AddRange(_live.Where(pair => pair.Value.PersonId == personId).Select(pair => pair.Key));
        }
        Forget(theirs.Contains);
    }

    /// <summary>
    /// Calls <paramref name="ended"/> once when the sign-in ends, on the ender's thread: be quick. Register first, then ask
    /// <see cref="CountsUntilAsync"/>, so that no end is missed. Dispose to stop listening.
    /// </summary>
    public IDisposable Register(PersonClaims claims, Action ended)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(ended);
        var registration = new Registration(this, claims.SignInId, claims.PersonId, ended);
        lock (_lock)
        {
            if (!_registrations.TryGetValue(claims.SignInId, out var list))
                _registrations[claims.SignInId] = list = [];
            list.Add(registration);
        }
        return registration;
    }

    private static async Task ForgetOldAsync(PartnerDb db, DateTime before, CancellationToken cancel) =>
        db.SignIns.RemoveRange(await db.SignIns.Where(s => s.At < before).OrderBy(s => s.At).Take(ForgottenAtOnce).ToListAsync(cancel));

    private DateTime? Answer(Live live, PersonClaims claims) =>
        live.PersonId == claims.PersonId && live.Until > time.GetUtcNow().UtcDateTime ? live.Until : null;

    private async Task<Live?> ReadAsync(Guid signInId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var read = await db.SignIns.AsNoTracking()
            .Where(s => s.Id == signInId && s.EndedAt == null)
            .Join(db.People.Where(p => p.Active), s => s.PersonId, p => p.Id, (s, _) => new { s.PersonId, s.At })
            .SingleOrDefaultAsync(cancel);
        return read is null ? null : new Live(read.PersonId, read.At + Lifetime);
    }

    private void Forget(Predicate<Guid> which)
    {
        List<Registration> told = [];
        var now = time.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            _ends++;
            ForgetTooOld(now);
            foreach (var id in _live.Keys.Where(id => which(id)).ToList())
                _live.Remove(id);
            foreach (var id in _registrations.Keys.Where(id => which(id)).ToList())
            {
                told.AddRange(_registrations[id]);
                _registrations.Remove(id);
            }
        }
        foreach (var registration in told)
            registration.Ended();
    }

    private void ForgetTooOld(DateTime now)
    {
        foreach (var id in _live.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList())
            _live.Remove(id);
    }

    private void Remove(Registration registration)
    {
        lock (_lock)
        {
            if (_registrations.TryGetValue(registration.SignInId, out var list) && list.Remove(registration) && list.Count == 0)
                _registrations.Remove(registration.SignInId);
        }
    }

    private sealed record Live(Guid PersonId, DateTime Until);

    private sealed class Registration(SignInRegistry owner, Guid signInId, Guid personId, Action ended) : IDisposable
    {
        public Guid SignInId => signInId;
        public Guid PersonId => personId;
        public void Ended() => ended();
        public void Dispose() => owner.Remove(this);
    }
}
