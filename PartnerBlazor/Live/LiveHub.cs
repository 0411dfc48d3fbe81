using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using PartnerBlazor.Store;

namespace PartnerBlazor.Live;

/// <summary>What a client of the hub is told.</summary>
public interface ILiveClient
{
    /// <summary>Something changed. In order; each is a whole transaction.</summary>
    Task Changes(LiveChanges changes);

    /// <summary>Changes were left out: the client was too slow, the person's scope is another one, or a day passed. Read <see cref="LiveHub.Since"/>.</summary>
    Task Resync();
}

/// <summary>
/// The live changes for programs, at <c>/live</c>, with the session cookie of a signed-in person and within their scope: what is out of
/// it does not exist (SPEC §2). Refusals are a <see cref="HubException"/> with the stable code (<see cref="LiveRefusals"/>).
/// </summary>
public sealed class LiveHub(LiveRelay relay, LiveHistory history) : Hub<ILiveClient>
{
    /// <summary>Path of the hub.</summary>
    public const string Path = "/live";

    /// <summary>Number of the last change. Take it before <see cref="Snapshot"/>.</summary>
    public Task<long> Seq() => history.SeqAsync(relay.Of(Context).Scope, Context.ConnectionAborted);

    /// <summary>One customer as it is now; <c>not_found</c> when it does not exist for the person.</summary>
    public Task<CustomerChanged> Customer(Guid id) =>
        history.CustomerAsync(relay.Of(Context).Scope, id, Context.ConnectionAborted);

    /// <summary>What happened after a number, within the scope the person has now; at most <see cref="LiveHistory.MaxReplay"/> lines.</summary>
    public Task<LiveReplay> Since(long seq) =>
        history.SinceAsync(relay.Of(Context).Scope, seq, Context.ConnectionAborted);

    /// <summary>
    /// Every customer of the scope, as a stream; changes go on arriving beside it: keep what has the higher number. One at a time, else
    /// <c>busy</c>.
    /// </summary>
    public IAsyncEnumerable<CustomerChanged> Snapshot(CancellationToken cancel) => SnapshotAsync(relay.Of(Context), cancel);

    /// <inheritdoc/>
    public override Task OnConnectedAsync() => relay.OpenAsync(Context);

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception) => relay.CloseAsync(Context.ConnectionId);

    private async IAsyncEnumerable<CustomerChanged> SnapshotAsync(LiveConnection connection, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var turn = connection.TryRead() ?? throw new HubException(RefusalCodes.Busy);
        await foreach (var customer in history.SnapshotAsync(() => connection.Scope, cancel))
            yield return customer;
    }
}
