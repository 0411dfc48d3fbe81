using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Live;

/// <summary>What reaches a session through its watch: what exists for the person, in order, and nothing else.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private int _partner;
    private Guid _group;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "Group");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Other_customers_are_gone_from_a_set()
    {
        using var watch = await HelpDeskAsync();
        var (mine, other) = (new TestCustomer(_partner, "Mine").In(_group), new TestCustomer(_partner, "Other"));
        await _store.AddCustomersAsync(_partner, [mine, other]);
        var set = Assert.Single((await _store.NextAsync(watch)).Sets);
        Assert.Equal(mine.Id, Assert.Single(set.Rows).CustomerId);
        Assert.Equal(mine.Id, Assert.Single(set.Changes).CustomerId);
    }

    [Fact]
    public async Task A_customer_that_leaves_has_no_row_after_and_no_word_of_why_and_one_that_enters_none_before()
    {
        var id = await _store.AddCustomerAsync(_partner, "Comes and goes");
        using var watch = await HelpDeskAsync();
        await MoveAsync(id, into: true);
        var entered = Assert.Single((await _store.NextAsync(watch)).Sets);
        Assert.Null(Assert.Single(entered.Rows).Before);
        Assert.Equal("Comes and goes", entered.Rows[0].After!.DisplayName);
        await MoveAsync(id, into: false);
        var left = Assert.Single((await _store.NextAsync(watch)).Sets);
        Assert.Null(Assert.Single(left.Rows).After);
        Assert.NotNull(left.Rows[0].Before);
        Assert.Empty(left.Changes);
        // From now on nothing more of it.
        await _store.RenameAsync(_partner, id, "Secret");
        var next = await _store.AddCustomerAsync(_partner, "Next", c => c.In(_group));
        Assert.Equal(next, Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows).CustomerId);
    }

    [Fact]
    public async Task A_business_admin_hears_of_no_alert()
    {
        var id = await _store.AddCustomerAsync(_partner);
        var (businessAdmin, superAdmin) = (await _store.AddPersonAsync(_partner, Role.BusinessAdmin), await _store.AddPersonAsync(_partner));
        using var business = _store.Feed.Watch(businessAdmin);
        using var super = _store.Feed.Watch(superAdmin);
        await _store.WriteAsync(_partner, write =>
        {
            write.Db.Add(new Alert { Id = Guid.NewGuid(), PartnerId = _partner, CustomerId = id, Cause = "c", Description = "d", RaisedAt = write.Now });
            write.Journal(JournalKinds.AlertRaised, id, after: "Low");
            write.Journal(JournalKinds.CustomerChanged, id);
        });
        Assert.Equal([JournalKinds.CustomerChanged], Assert.Single((await _store.NextAsync(business)).Sets).Changes.Select(c => c.Kind));
        Assert.Equal([JournalKinds.AlertRaised, JournalKinds.CustomerChanged], Assert.Single((await _store.NextAsync(super)).Sets).Changes.Select(c => c.Kind));
    }

    [Fact]
    public async Task Managed_orders_and_other_partners_reach_nobody_they_should_not()
    {
        var flexOnly = await _store.AddPartnerAsync(mspFlexConnect: false);
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(flexOnly));
        await _store.AddCustomerAsync(_partner, "Another partner's");
        await _store.AddCustomerAsync(flexOnly, "Managed", c => c.Managed());
        var marker = await _store.AddCustomerAsync(flexOnly, "Marker");
        Assert.Equal(marker, Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows).CustomerId);
    }

    [Fact]
    public async Task Sets_come_in_order()
    {
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        for (var i = 0; i < 20; i++)
            await _store.AddCustomerAsync(_partner, $"Customer {i}");
        List<long> numbers = [];
        while (numbers.Count < 20)
            numbers.AddRange((await _store.NextAsync(watch)).Sets.Select(s => s.LastSeq));
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(20, numbers.Distinct().Count());
    }

    [Fact]
    public async Task A_customer_on_screen_wakes_its_session_without_a_tick()
    {
        var id = await _store.AddCustomerAsync(_partner);
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        watch.Show([id]);
        var next = watch.NextAsync(TestContext.Current.CancellationToken);
        await _store.AddCustomerAsync(_partner, "Not on screen");
        Assert.False(next.IsCompleted);
        await _store.RenameAsync(_partner, id, "On screen");
        Assert.Equal(2, (await next).Sets.Count);
    }

    [Fact]
    public async Task Too_slow_means_resync_and_then_it_goes_on()
    {
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        var id = await _store.AddCustomerAsync(_partner);
        for (var i = 0; i < Watch.Capacity; i++)
            await _store.RenameAsync(_partner, id, $"Name {i}");
        var batch = await _store.NextAsync(watch);
        Assert.True(batch.Resync);
        Assert.Empty(batch.Sets);
        await _store.RenameAsync(_partner, id, "Afterwards");
        batch = await _store.NextAsync(watch);
        Assert.False(batch.Resync);
        Assert.Equal("Afterwards", Assert.Single(Assert.Single(batch.Sets).Rows).After!.DisplayName);
    }

    [Fact]
    public async Task One_that_never_reads_holds_up_nobody_and_is_told_to_read_anew()
    {
        var scope = await _store.AddPersonAsync(_partner);
        using var asleep = _store.Feed.Watch(scope);
        using var awake = _store.Feed.Watch(scope);
        var id = await _store.AddCustomerAsync(_partner);
        for (var i = 0; i < Watch.Capacity; i++)
        {
            await _store.RenameAsync(_partner, id, $"Name {i}");
            var batch = await _store.NextAsync(awake);
            Assert.False(batch.Resync);
            Assert.Equal($"Name {i}", batch.Sets[^1].Rows[0].After!.DisplayName);
        }
        Assert.True((await _store.NextAsync(asleep)).Resync);
    }

    [Fact]
    public async Task A_new_scope_is_there_before_anything_later()
    {
        var (mine, other) = (new TestCustomer(_partner, "Mine").In(_group), new TestCustomer(_partner, "Other"));
        await _store.AddCustomersAsync(_partner, [mine, other]);
        var scope = await _store.AddPersonAsync(_partner, Role.Admin);
        using var watch = _store.Feed.Watch(scope);
        await _store.RenameAsync(_partner, other.Id, "Waits under the old scope");
        await ChangePersonAsync(scope.PersonId, person =>
        {
            person.AllCustomers = false;
            person.Groups.Add(new PersonGroup { PersonId = person.Id, GroupId = _group });
        });
        Assert.False(watch.Scope.AllCustomers);
        await _store.RenameAsync(_partner, other.Id, "Out of scope");
        var batch = await _store.NextAsync(watch);
        Assert.True(batch.Resync);
        Assert.Empty(batch.Sets);
        await _store.RenameAsync(_partner, other.Id, "Still out of scope");
        await _store.RenameAsync(_partner, mine.Id, "In scope");
        Assert.Equal(mine.Id, Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows).CustomerId);
    }

    [Fact]
    public async Task Losing_a_programme_changes_everybodys_scope()
    {
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.Partners.SingleAsync(p => p.Id == _partner)).MspFlexConnect = false;
            write.JournalOther(JournalKinds.PartnerChanged, null);
        });
        Assert.True((await _store.NextAsync(watch)).Resync);
        Assert.False(watch.Scope.MspFlexConnect);
    }

    [Fact]
    public async Task Who_may_no_longer_sign_in_is_told_and_gets_nothing_more()
    {
        var id = await _store.AddCustomerAsync(_partner);
        var scope = await _store.AddPersonAsync(_partner);
        using var watch = _store.Feed.Watch(scope);
        watch.Show([id]);
        await ChangePersonAsync(scope.PersonId, person => person.Active = false);
        Assert.True((await _store.NextAsync(watch)).Ended);
        await _store.RenameAsync(_partner, id, "Secret");
        var batch = await _store.NextAsync(watch);
        Assert.True(batch.Ended);
        Assert.Empty(batch.Sets);
    }

    [Fact]
    public async Task A_new_day_means_resync()
    {
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        _store.Feed.PublishNewDay();
        Assert.True((await _store.NextAsync(watch)).Resync);
    }

    [Fact]
    public async Task What_is_not_on_screen_wakes_a_tab_at_the_next_tick_and_then_once_a_second()
    {
        var other = await _store.AddCustomerAsync(_partner, "Other");
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        await _store.RenameAsync(_partner, other, "First");
        var first = watch.NextAsync(TestContext.Current.CancellationToken);
        _store.Tick(ChangeFeed.TickEvery);
        Assert.Single((await first).Sets);

        var next = watch.NextAsync(TestContext.Current.CancellationToken);
        var ticks = (int)(Watch.Rest / ChangeFeed.TickEvery);
        for (var tick = 1; tick < ticks; tick++)
        {
            await _store.RenameAsync(_partner, other, $"Then {tick}");
            _store.Tick(ChangeFeed.TickEvery);
            Assert.False(next.IsCompleted);
        }
        _store.Tick(ChangeFeed.TickEvery);
        Assert.Equal(ticks - 1, (await next).Sets.Count);
    }

    [Fact]
    public async Task What_is_not_on_screen_is_taken_out_before_it_overflows()
    {
        var other = await _store.AddCustomerAsync(_partner, "Other");
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        var next = watch.NextAsync(TestContext.Current.CancellationToken);
        for (var made = 0; made <= Watch.Capacity / 2; made++)
            await _store.RenameAsync(_partner, other, $"Name {made}");

        var batch = await next;
        Assert.False(batch.Resync);
        Assert.Equal((Watch.Capacity / 2) + 1, batch.Sets.Count);
    }

    [Fact]
    public async Task A_calm_reading_is_told_to_those_who_show_the_customer_once_in_a_while_and_is_no_change()
    {
        var (shown, other) = (await _store.AddCustomerAsync(_partner, "Shown"), await _store.AddCustomerAsync(_partner, "Other"));
        var scope = await _store.AddPersonAsync(_partner);
        using var watch = _store.Feed.Watch(scope);
        using var elsewhere = _store.Feed.Watch(await _store.AddPersonAsync(await _store.AddPartnerAsync(name: "Elsewhere")));
        watch.Show([shown]);
        elsewhere.Show([shown]);
        var seq = await SeqAsync();

        await _store.ReadAsync(_partner, shown);
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.ReadAsync(_partner, shown);
        await _store.ReadAsync(_partner, other);
        Assert.Equal(seq, await SeqAsync());
        var next = watch.NextAsync(TestContext.Current.CancellationToken);
        _store.Tick();
        Assert.False(next.IsCompleted);
        _store.TickAsOf();

        var batch = await next;
        Assert.Equal([(shown, _store.Time.GetUtcNow().UtcDateTime)], batch.AsOf.Select(read => (read.Key, read.Value)));
        Assert.Empty(batch.Sets);
        Assert.False(batch.Resync);
        // Told once, and to nobody else.
        _store.TickAsOf();
        await _store.RenameAsync(_partner, shown, "Renamed");
        Assert.Empty((await _store.NextAsync(watch)).AsOf);
        using var atOnce = new CancellationTokenSource();
        var nothing = elsewhere.NextAsync(atOnce.Token);
        await atOnce.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nothing);
    }

    [Fact]
    public async Task A_disposed_watch_gets_nothing_and_is_counted_no_more()
    {
        var scope = await _store.AddPersonAsync(_partner);
        var id = await _store.AddCustomerAsync(_partner);
        var (watch, other) = (_store.Feed.Watch(scope), _store.Feed.Watch(scope));
        watch.Show([id]);
        Assert.Equal(2, _store.Feed.WatchCount);
        watch.Dispose();
        watch.Dispose();
        Assert.Equal(1, _store.Feed.WatchCount);
        await _store.RenameAsync(_partner, id, "After");
        Assert.Single((await _store.NextAsync(other)).Sets);
        using var atOnce = new CancellationTokenSource();
        var next = watch.NextAsync(atOnce.Token);
        await atOnce.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        other.Dispose();
        Assert.Equal(0, _store.Feed.WatchCount);
    }

    [Fact]
    public async Task One_bad_listener_stops_nobody()
    {
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        _store.Feed.Listen(new Bad());
        await _store.AddCustomerAsync(_partner, "Published all the same");
        Assert.Single((await _store.NextAsync(watch)).Sets);
    }

    private async Task<Watch> HelpDeskAsync() => _store.Feed.Watch(await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_group]));

    private async Task<long> SeqAsync()
    {
        await using var db = _store.Db();
        return (await db.Partners.SingleAsync(p => p.Id == _partner)).LastSeq;
    }

    private Task ChangePersonAsync(Guid id, Action<Person> change) => _store.WriteAsync(_partner, async write =>
    {
        change(await write.Db.People.Include(p => p.Groups).SingleAsync(p => p.Id == id));
        write.JournalOther(JournalKinds.PersonChanged, id);
    });

    private Task MoveAsync(Guid id, bool into) => _store.WriteAsync(_partner, async write =>
    {
        var customer = await write.CustomerAsync(id, CancellationToken.None);
        if (into)
            customer.Groups.Add(new GroupMember { CustomerId = id, GroupId = _group });
        else
            customer.Groups.Clear();
        write.Journal(JournalKinds.CustomerGroups, id);
    });

    private sealed class Bad : IChangeListener
    {
        public void OnChanges(ChangeSet set) => throw new InvalidOperationException("Bad listener.");
    }
}
