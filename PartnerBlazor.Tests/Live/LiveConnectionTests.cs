using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Live;

/// <summary>One client's pump with a client that answers when the test says so.</summary>
public sealed class LiveConnectionTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private int _partner;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_slow_client_holds_up_nobody_and_is_told_to_resync()
    {
        var id = await _store.AddCustomerAsync(_partner, "Customer");
        var client = new SlowClient();
        var watch = await ShowingAsync(id);
        await using var connection = new LiveConnection(watch, client, () => { }, NullLogger.Instance);
        connection.Start();

        await _store.RenameAsync(_partner, id, "First");
        Assert.Equal("First", Assert.Single((await client.NextAsync())!.Changed).DisplayName);
        // The client does not answer; writing goes on, and what waits is bounded.
        for (var i = 0; i <= Watch.Capacity; i++)
            await _store.RenameAsync(_partner, id, $"Name {i}");
        client.Answer();
        Assert.Null(await client.NextAsync());
        client.Answer();
        await _store.RenameAsync(_partner, id, "Afterwards");
        Assert.Equal("Afterwards", Assert.Single((await client.NextAsync())!.Changed).DisplayName);
        client.Answer();
    }

    [Fact]
    public async Task A_change_is_put_into_words_once_for_all_who_see_the_same()
    {
        var id = await _store.AddCustomerAsync(_partner, "Customer");
        SlowClient one = new(), two = new(), three = new();
        await using var first = new LiveConnection(await ShowingAsync(id), one, () => { }, NullLogger.Instance);
        await using var second = new LiveConnection(await ShowingAsync(id), two, () => { }, NullLogger.Instance);
        await using var business = new LiveConnection(await ShowingAsync(id, Role.BusinessAdmin), three, () => { }, NullLogger.Instance);
        first.Start();
        second.Start();
        business.Start();
        await _store.RenameAsync(_partner, id, "New");
        var told = await one.NextAsync();
        Assert.Same(told, await two.NextAsync());
        Assert.NotSame(told, await three.NextAsync());
        one.Answer();
        two.Answer();
        three.Answer();
    }

    [Fact]
    public async Task What_was_cut_by_a_lost_scope_is_not_handed_over()
    {
        var id = await _store.AddCustomerAsync(_partner, "Customer");
        var person = await _store.AddPersonAsync(_partner, Role.Admin);
        var watch = _store.Feed.Watch(person);
        watch.Show([]);
        var client = new SlowClient();
        await using var connection = new LiveConnection(watch, client, () => { }, NullLogger.Instance);
        // Two wait when the pump begins; the scope is lost while the client is busy with the first.
        await _store.RenameAsync(_partner, id, "First");
        await _store.RenameAsync(_partner, id, "Second");
        watch.Show([id]);
        connection.Start();
        await _store.RenameAsync(_partner, id, "Third");
        Assert.Equal("First", Assert.Single((await client.NextAsync())!.Changed).DisplayName);
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.FindAsync(person.PersonId))!.AllCustomers = false;
            write.JournalOther(JournalKinds.PersonChanged, person.PersonId);
        });
        client.Answer();
        Assert.Null(await client.NextAsync());
        client.Answer();
    }

    // The customer is on this connection's screen, so that its changes come without a tick.
    private async Task<Watch> ShowingAsync(Guid customer, Role role = Role.SuperAdmin)
    {
        var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner, role));
        watch.Show([customer]);
        return watch;
    }

    /// <summary>A client that takes a message and answers when told to. Null stands for a resync.</summary>
    private sealed class SlowClient : ILiveClient
    {
        private readonly Channel<LiveChanges?> _told = Channel.CreateUnbounded<LiveChanges?>();
        private readonly SemaphoreSlim _answers = new(0);

        public Task Changes(LiveChanges changes) => TakeAsync(changes);

        public Task Resync() => TakeAsync(null);

        public void Answer() => _answers.Release();

        public Task<LiveChanges?> NextAsync() =>
            _told.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        private Task<bool> TakeAsync(LiveChanges? message)
        {
            _told.Writer.TryWrite(message);
            // Lets go in the end, so that a broken pump fails its test instead of hanging it.
            return _answers.WaitAsync(TimeSpan.FromSeconds(25));
        }
    }
}
