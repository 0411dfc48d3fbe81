using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Live;

/// <summary>A program connected to the hub as a person. What it is told waits in order to be looked at.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Channel<LiveChanges?> _told = Channel.CreateUnbounded<LiveChanges?>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubClient(IPortal portal, SignedIn person)
    {
        Person = person;
        Hub = new HubConnectionBuilder().WithUrl(new Uri(portal.BaseAddress, LiveHub.Path), options => options.Cookies = person.Cookies).Build();
        Hub.On<LiveChanges>(nameof(ILiveClient.Changes), changes => _told.Writer.TryWrite(changes));
        Hub.On(nameof(ILiveClient.Resync), () => _told.Writer.TryWrite(null));
        Hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public SignedIn Person { get; }
    public HubConnection Hub { get; }

    /// <summary>Completes when the connection has ended.</summary>
    public Task Closed => _closed.Task;

    public static async Task<HubClient> ConnectAsync(IPortal portal, Guid person)
    {
        var client = new HubClient(portal, await SignedIn.AsAsync(portal, person));
        await client.Hub.StartAsync(TestContext.Current.CancellationToken);
        // Answered only once the connection watches.
        await client.SeqAsync();
        return client;
    }

    /// <summary>The next transaction it is told.</summary>
    public async Task<LiveChanges> NextAsync() => await NextOrResyncAsync() ?? throw new InvalidOperationException("It was told to resync.");

    /// <summary>The next transaction, or null for a resync.</summary>
    public async Task<LiveChanges?> NextOrResyncAsync() =>
        await _told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public Task<long> SeqAsync() => Hub.InvokeAsync<long>(nameof(LiveHub.Seq), TestContext.Current.CancellationToken);

    public Task<LiveReplay> SinceAsync(long seq) => Hub.InvokeAsync<LiveReplay>(nameof(LiveHub.Since), seq, TestContext.Current.CancellationToken);

    public Task<CustomerChanged> CustomerAsync(Guid id) => Hub.InvokeAsync<CustomerChanged>(nameof(LiveHub.Customer), id, TestContext.Current.CancellationToken);

    public async Task<List<CustomerChanged>> SnapshotAsync()
    {
        List<CustomerChanged> all = [];
        await foreach (var customer in Hub.StreamAsync<CustomerChanged>(nameof(LiveHub.Snapshot), TestContext.Current.CancellationToken))
            all.Add(customer);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Person.Dispose();
    }
}
