using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// The signed-in person of this open tab (scoped: one a circuit). The layout starts it before any page renders; states replace its scope
/// when a change tells a new one. Its sign-in ending, here or in another tab, ends it.
/// </summary>
public sealed class PersonSession(
    AuthenticationStateProvider authentication, SignInRegistry registry, IDbContextFactory<PartnerDb> factory, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private Task<PartnerScope>? _starting;
    private PartnerScope? _scope;
    private IDisposable? _registration;
    private ITimer? _tooOld;
    private bool _disposed;

    /// <summary>Who is asking. A missing scope is an exception, never "all".</summary>
    /// <exception cref="SessionEndedException">Nobody is signed in, or no longer.</exception>
    public PartnerScope Scope => (_ended.IsCancellationRequested ? null : _scope) ?? throw new SessionEndedException();

    /// <summary>Name of the person's partner, once started.</summary>
    public string PartnerName { get; private set; } = "";

    /// <summary>Cancelled once the sign-in has ended: sign-out in any tab of the browser, a lost account, or its age.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Resolves the person and their scope; later calls answer the present one.</summary>
    /// <exception cref="SessionEndedException">Nobody is signed in, or no longer.</exception>
    public async Task<PartnerScope> StartAsync()
    {
        lock (_lock)
            _starting ??= ResolveAsync();
        await _starting;
        return Scope;
    }

    /// <summary>Reads the scope once more from the store; null when the person may no longer sign in.</summary>
    public async Task<PartnerScope?> ReadAgainAsync()
    {
        var partner = Scope.PartnerId;
        await using var db = await factory.CreateDbContextAsync();
        return await ScopeReader.ReadAsync(db, Scope.PersonId, partner, CancellationToken.None);
    }

    /// <summary>Takes over a newer scope of the same person.</summary>
    /// <exception cref="InvalidOperationException">It is another person's.</exception>
    public void Replace(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (_scope is not null && _scope.PersonId != scope.PersonId)
            throw new InvalidOperationException("A session stays with its person.");
        _scope = scope with { Address = _scope?.Address ?? scope.Address };
    }

    /// <summary>Ends this session, for example because a change says that the person may no longer sign in.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
        }
        // Whoever listens does so in its own time: the one who signed out must not wait for this tab.
        _ = Task.Run(_ended.Cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _registration?.Dispose();
        _tooOld?.Dispose();
        // The token source is left to the collector: an end may be under way.
    }

    private async Task<PartnerScope> ResolveAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        var claims = PersonClaims.Of(state.User) ?? throw new SessionEndedException();
        _registration = registry.Register(claims, End);
        var until = await registry.CountsUntilAsync(claims, CancellationToken.None) ?? throw new SessionEndedException();
        _tooOld = time.CreateTimer(_ => End(), null, until - time.GetUtcNow().UtcDateTime, Timeout.InfiniteTimeSpan);
        await using var db = await factory.CreateDbContextAsync();
        var scope = await ScopeReader.ReadAsync(db, claims.PersonId, claims.PartnerId, CancellationToken.None) ?? throw new SessionEndedException();
        scope = scope with { Address = claims.Address };
        PartnerName = (await db.Partners.AsNoTracking().SingleAsync(p => p.Id == scope.PartnerId)).Name;
        return _scope = scope;
    }
}

/// <summary>Nobody is signed in, or no longer: the way out is the sign-in page.</summary>
public sealed class SessionEndedException() : Exception("Nobody is signed in here.");
