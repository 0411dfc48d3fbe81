using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>
/// Relays the feed to the hub's clients. Each connection has its person's present scope: the feed cuts a change to every distinct scope
/// once, and a new scope counts before anything later is handed over. A sign-in that ends takes its connections with it.
/// </summary>
public sealed class LiveRelay(
    ChangeFeed feed, ILiveDoor door, IDbContextFactory<PartnerDb> factory, IHubContext<LiveHub, ILiveClient> hub, ILogger<LiveRelay> log)
{
    private readonly ConcurrentDictionary<string, Client> _clients = new(StringComparer.Ordinal);

    /// <summary>Lets a connection in and starts telling it what changes; ends it when its sign-in does not count.</summary>
    public async Task OpenAsync(HubCallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var entry = await door.EnterAsync(context.User, context.Abort, context.ConnectionAborted);
        if (entry is null)
        {
            context.Abort();
            return;
        }
        try
        {
            if (await WatchAsync(entry, context.ConnectionAborted) is not { } watch)
            {
                entry.Listening.Dispose();
                context.Abort();
                return;
            }
            var connection = new LiveConnection(watch, hub.Clients.Client(context.ConnectionId), context.Abort, log);
            _clients[context.ConnectionId] = new Client(connection, entry.Listening);
            connection.Start();
        }
        catch
        {
            // The hub does not tell the end of a connection that failed to open.
            entry.Listening.Dispose();
            throw;
        }
    }

    /// <summary>A connection ended.</summary>
    public async Task CloseAsync(string connectionId)
    {
        if (!_clients.TryRemove(connectionId, out var client))
            return;
        client.Listening.Dispose();
        await client.Connection.DisposeAsync();
    }

    /// <summary>The connection of a call.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>: its sign-in has ended.</exception>
    internal LiveConnection Of(HubCallerContext context) =>
        _clients.TryGetValue(context.ConnectionId, out var client) && !context.ConnectionAborted.IsCancellationRequested
            ? client.Connection
            : throw new RefusedException(RefusalCodes.NotAllowed);

    // Watch first, then read: a scope that changed before the watch stood is seen by reading it once more.
    private async Task<Watch?> WatchAsync(LiveEntry entry, CancellationToken cancel)
    {
        if (await ReadAsync(entry, cancel) is not { } scope)
            return null;
        var watch = feed.Watch(scope);
        try
        {
            watch.Adopt(scope, await ReadAsync(entry, cancel));
            return watch;
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    private async Task<PartnerScope?> ReadAsync(LiveEntry entry, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await ScopeReader.ReadAsync(db, entry.PersonId, entry.PartnerId, cancel);
    }

    private sealed record Client(LiveConnection Connection, IDisposable Listening);
}
