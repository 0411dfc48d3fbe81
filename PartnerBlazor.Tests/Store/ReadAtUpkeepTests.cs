using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>When the vendor's word was read stands beside the row, whoever writes it and whichever comes first.</summary>
public sealed class ReadAtUpkeepTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private int _partner;
    private Guid _anna;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _anna = await _store.AddCustomerAsync(_partner, "Anna");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_follows_the_reading_and_outlives_a_change_to_the_customer()
    {
        Assert.Null(await ReadAtAsync());
        await _store.ReadAsync(_partner, _anna);
        Assert.Equal(TestStore.Start.UtcDateTime, await ReadAtAsync());
        _store.Time.Advance(TimeSpan.FromMinutes(5));
        await _store.ReadAsync(_partner, _anna);
        Assert.Equal(TestStore.Start.UtcDateTime.AddMinutes(5), await ReadAtAsync());
        await _store.RenameAsync(_partner, _anna, "Hannah");
        Assert.Equal(TestStore.Start.UtcDateTime.AddMinutes(5), await ReadAtAsync());
        await ReadingAsync(db => db.AsOf.Where(a => a.CustomerId == _anna).ExecuteDeleteAsync(Cancel));
        Assert.Null(await ReadAtAsync());
    }

    [Fact]
    public async Task A_row_that_comes_after_the_reading_has_it()
    {
        await _store.ReadAsync(_partner, _anna);
        await using (var db = _store.Db())
            await db.CustomerRows.ExecuteDeleteAsync(Cancel);
        await _store.WriteAsync(_partner, write => write.Journal(JournalKinds.CustomerRenamed, _anna, before: "Anna", after: "Anna"));
        Assert.Equal(TestStore.Start.UtcDateTime, await ReadAtAsync());
    }

    [Fact]
    public async Task Lost_triggers_are_put_up_at_the_next_start_and_what_was_missed_is_copied()
    {
        await using (var db = _store.Db())
            await ReadAtUpkeep.DropAsync(db, Cancel);
        await _store.ReadAsync(_partner, _anna);
        Assert.Null(await ReadAtAsync());
        await StoreSetup.PrepareAsync(_store.File, _store.Factory, Cancel);
        Assert.Equal(TestStore.Start.UtcDateTime, await ReadAtAsync());
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.ReadAsync(_partner, _anna);
        Assert.Equal(TestStore.Start.UtcDateTime.AddMinutes(1), await ReadAtAsync());
    }

    private Task ReadingAsync(Func<PartnerDb, Task> write) => _store.Store.WriteAsideAsync(write);

    private async Task<DateTime?> ReadAtAsync()
    {
        await using var db = _store.Db();
        return await db.CustomerRows.Where(r => r.Id == _anna).Select(r => EF.Property<DateTime?>(r, ListIndexes.ReadAt)).SingleAsync(Cancel);
    }
}
