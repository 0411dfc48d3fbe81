using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>The one road to save: all or nothing, journalled without gaps, published in order, by the rights of the moment.</summary>
public sealed class PartnerStoreTests : IAsyncLifetime
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
    public async Task Numbers_are_gapless_per_partner_and_the_chain_holds()
    {
        var other = await _store.AddPartnerAsync();
        for (var i = 0; i < 5; i++)
        {
            await _store.AddCustomerAsync(_partner, $"Customer {i}");
            await _store.AddCustomersAsync(other, [new TestCustomer(other, "A"), new TestCustomer(other, "B")]);
        }
        Assert.Equal([1, 2, 3, 4, 5], (await JournalAsync(_partner)).Select(e => e.PartnerSeq));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), (await JournalAsync(other)).Select(e => e.PartnerSeq));
        Assert.True(ChainHolds(await JournalAsync(_partner)));
        Assert.True(ChainHolds(await JournalAsync(other)));
        await using var db = _store.Db();
        var partner = await db.Partners.SingleAsync(p => p.Id == _partner, TestContext.Current.CancellationToken);
        Assert.Equal(5, partner.LastSeq);
        Assert.Equal((await JournalAsync(_partner))[^1].Hash, partner.LastHash);
    }

    [Theory]
    [InlineData("UPDATE Journal SET Kind = 'customer.renamed' WHERE PartnerSeq = 2")]
    [InlineData("UPDATE Journal SET At = '2020-01-01 00:00:00' WHERE PartnerSeq = 2")]
    [InlineData("UPDATE Journal SET ActorKind = 0 WHERE PartnerSeq = 2")]
    [InlineData("UPDATE Journal SET Payload = replace(Payload, 'Second', 'Other') WHERE PartnerSeq = 2")]
    [InlineData("UPDATE Journal SET CustomerId = NULL WHERE PartnerSeq = 2")]
    [InlineData("UPDATE Journal SET SubjectId = CustomerId WHERE PartnerSeq = 2")]
    [InlineData("UPDATE Journal SET PartnerSeq = 9 WHERE PartnerSeq = 3")]
    [InlineData("DELETE FROM Journal WHERE PartnerSeq = 2")]
    public async Task Tampering_breaks_the_chain(string sql)
    {
        foreach (var name in (string[])["First", "Second", "Third"])
            await _store.AddCustomerAsync(_partner, name);
        Assert.True(ChainHolds(await JournalAsync(_partner)));
        await using var db = _store.Db();
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
        Assert.False(ChainHolds(await JournalAsync(_partner)));
    }

    [Fact]
    public async Task A_change_without_a_journal_entry_is_a_fault_and_saves_nothing()
    {
        var (first, second) = (await _store.AddCustomerAsync(_partner, "First"), await _store.AddCustomerAsync(_partner, "Second"));
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync(_partner, async write =>
            (await write.CustomerAsync(first, CancellationToken.None)).ShowAs = "Changed"));
        // An entry for another customer does not cover this one, nor does a contact hide behind its customer.
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(first, CancellationToken.None)).Contact.Email = "changed@example.com";
            write.Journal(JournalKinds.CustomerChanged, second);
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync(_partner, write =>
            write.Db.Add(new CustomerGroup { Id = Guid.NewGuid(), PartnerId = _partner, Name = "Silent" })));
        await using var db = _store.Db();
        Assert.Equal(["", ""], await db.Customers.Select(c => c.ShowAs + c.Contact.Email).ToListAsync(TestContext.Current.CancellationToken));
        Assert.False(await db.Groups.AnyAsync(TestContext.Current.CancellationToken));
        await NothingCameAsync(watch);
    }

    [Fact]
    public async Task A_command_cannot_save_by_itself()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync(_partner, async write =>
        {
            write.Db.Add(new CustomerGroup { Id = Guid.NewGuid(), PartnerId = _partner, Name = "Early" });
            write.JournalOther(JournalKinds.GroupCreated, null);
            await write.Db.SaveChangesAsync();
        }));
        Assert.Contains("the store saves them", error.Message, StringComparison.Ordinal);
        Assert.Empty(await JournalAsync(_partner));
    }

    [Fact]
    public async Task A_refusal_saves_and_publishes_nothing()
    {
        var id = await _store.AddCustomerAsync(_partner, "Stays");
        var scope = await _store.AddPersonAsync(_partner);
        using var watch = _store.Feed.Watch(scope);
        var before = (await JournalAsync(_partner)).Count;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _store.Store.WriteAsync<bool>(scope, Permission.Rename, async write =>
        {
            (await write.CustomerAsync(id, CancellationToken.None)).ShowAs = "Gone";
            write.Journal(JournalKinds.CustomerRenamed, id);
            throw new RefusedException(RefusalCodes.TooLong);
        }, TestContext.Current.CancellationToken));
        Assert.Equal(RefusalCodes.TooLong, refused.Code);
        Assert.Equal(before, (await JournalAsync(_partner)).Count);
        Assert.Equal("Stays", (await RowAsync(id))!.DisplayName);
        await NothingCameAsync(watch);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_are_published_in_the_order_of_their_numbers()
    {
        const int writers = 8, each = 10;
        var other = await _store.AddPartnerAsync();
        var ids = new ConcurrentDictionary<int, Guid>();
        foreach (var partner in (int[])[_partner, other])
            ids[partner] = await _store.AddCustomerAsync(partner, "Shared", c => c.Licence(l => (l.Quantity, l.Usage) = (null, 0)));
        var published = new Published();
        _store.Feed.Listen(published);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var partner = writer % 2 == 0 ? _partner : other;
            for (var i = 0; i < each; i++)
                await _store.WriteAsync(partner, async write =>
                {
                    var licence = await write.Db.Licences.SingleAsync(l => l.CustomerId == ids[partner]);
                    licence.Usage++;
                    write.Journal(JournalKinds.LicenceUsage, licence.CustomerId, licence.Id);
                });
        })));
        await using var db = _store.Db();
        foreach (var partner in (int[])[_partner, other])
        {
            Assert.Equal(writers / 2 * each, (await db.Licences.SingleAsync(l => l.PartnerId == partner, TestContext.Current.CancellationToken)).Usage);
            var numbers = published.Sets.Where(s => s.PartnerId == partner).SelectMany(s => s.Changes).Select(c => c.Seq).ToList();
            Assert.Equal(Enumerable.Range(2, writers / 2 * each).Select(i => (long)i), numbers);
            Assert.True(ChainHolds(await JournalAsync(partner)));
            // Each set's row follows the one before.
            var versions = published.Sets.Where(s => s.PartnerId == partner).SelectMany(s => s.Rows).ToList();
            Assert.All(versions.Zip(versions.Skip(1)), pair => Assert.Equal(pair.First.After!.Version, pair.Second.Before!.Version));
        }
    }

    [Fact]
    public async Task A_right_lost_a_moment_ago_is_lost()
    {
        var id = await _store.AddCustomerAsync(_partner);
        var scope = await _store.AddPersonAsync(_partner);
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.People.SingleAsync()).Role = Role.ReadOnly;
            write.JournalOther(JournalKinds.PersonChanged, scope.PersonId);
        });
        Assert.Equal(RefusalCodes.NotAllowed, (await RefusedAsync(scope, id)).Code);
        await _store.WriteAsync(_partner, async write =>
        {
            var person = await write.Db.People.SingleAsync();
            (person.Role, person.Active) = (Role.SuperAdmin, false);
            write.JournalOther(JournalKinds.PersonChanged, scope.PersonId);
        });
        Assert.Equal(RefusalCodes.NotAllowed, (await RefusedAsync(scope, id)).Code);
    }

    [Fact]
    public async Task A_customer_out_of_scope_is_not_found_like_one_that_does_not_exist()
    {
        var group = await _store.AddGroupAsync(_partner, "Mine");
        var mine = await _store.AddCustomerAsync(_partner, "Mine", c => c.In(group));
        var notMine = await _store.AddCustomerAsync(_partner, "Not mine");
        var other = await _store.AddPartnerAsync();
        var theirs = await _store.AddCustomerAsync(other, "Theirs");
        var scope = await _store.AddPersonAsync(_partner, Role.Admin, groups: [group]);
        foreach (var id in (Guid[])[notMine, theirs, Guid.NewGuid()])
            Assert.Equal(RefusalCodes.NotFound, (await RefusedAsync(scope, id)).Code);
        await RenameAsync(scope, mine);
        Assert.Equal("Renamed", (await RowAsync(mine))!.DisplayName);
        await _store.WriteAsync(_partner, async write =>
        {
            write.Db.Remove(await write.Db.GroupMembers.SingleAsync());
            write.Journal(JournalKinds.CustomerGroups, mine);
        });
        Assert.Equal(RefusalCodes.NotFound, (await RefusedAsync(scope, mine)).Code);
    }

    [Fact]
    public async Task A_managed_order_is_not_found_without_flex_connect()
    {
        var flexOnly = await _store.AddPartnerAsync(mspFlexConnect: false);
        var id = await _store.AddCustomerAsync(flexOnly, "Managed", c => c.Managed());
        Assert.Equal(RefusalCodes.NotFound, (await RefusedAsync(await _store.AddPersonAsync(flexOnly), id)).Code);
    }

    [Fact]
    public async Task A_customer_of_another_partner_cannot_be_written_beside()
    {
        var other = await _store.AddPartnerAsync();
        var theirs = await _store.AddCustomerAsync(other, "Theirs");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.WriteAsync(_partner, async write =>
        {
            (await write.Db.Customers.SingleAsync(c => c.Id == theirs)).ShowAs = "Ours";
            write.Journal(JournalKinds.CustomerRenamed, theirs);
        }));
        Assert.Equal("Theirs", (await RowAsync(theirs))!.DisplayName);
    }

    [Fact]
    public async Task Yesterdays_states_are_settled_by_the_calendar_in_the_same_write()
    {
        var id = await _store.AddCustomerAsync(_partner, "Ends", c => c.Licence(l => l.EndDate = _store.Today));
        var scope = await _store.AddPersonAsync(_partner);
        _store.Time.Advance(TimeSpan.FromDays(1));
        await RenameAsync(scope, id);
        var settled = (await JournalAsync(_partner))[^1];
        Assert.Equal((JournalKinds.LicenceState, ActorKind.Calendar), (settled.Kind, settled.ActorKind));
        Assert.Equal(LicenceState.Grace, Assert.Single((await RowAsync(id))!.Covers).State);
    }

    [Fact]
    public async Task An_unlinked_customer_leaves_the_list_and_keeps_its_record()
    {
        var id = await _store.AddCustomerAsync(_partner, "Leaves");
        using var watch = _store.Feed.Watch(await _store.AddPersonAsync(_partner));
        await _store.WriteAsync(_partner, async write =>
        {
            (await write.CustomerAsync(id, CancellationToken.None)).UnlinkedAt = write.Now;
            write.Journal(JournalKinds.CustomerChanged, id);
        });
        Assert.Null(await RowAsync(id));
        var row = Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows);
        Assert.Equal(("Leaves", null), (row.Before!.DisplayName, row.After));
    }

    [Fact]
    public async Task A_database_that_cannot_write_is_a_refusal_and_nothing_is_saved()
    {
        var scope = await _store.AddPersonAsync(_partner);
        var id = await _store.AddCustomerAsync(_partner, "Stays");
        using var store = new PartnerStore(new ReadOnlyFactory(_store.File.Path), _store.Projector, _store.Feed, _store.Time, NullLogger<PartnerStore>.Instance);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => store.WriteAsync(scope, Permission.Rename, async write =>
        {
            (await write.CustomerAsync(id, CancellationToken.None)).ShowAs = "Goes";
            write.Journal(JournalKinds.CustomerRenamed, id);
            return true;
        }, TestContext.Current.CancellationToken));

        Assert.Equal(RefusalCodes.NotSaved, refused.Code);
        Assert.Equal("Stays", (await RowAsync(id))!.DisplayName);
        // What must not happen stays an error.
        await Assert.ThrowsAsync<DbUpdateException>(() => _store.WriteAsync(_partner, write =>
        {
            write.Db.Add(new GroupMember { CustomerId = id, GroupId = Guid.NewGuid() });
            write.Journal(JournalKinds.CustomerGroups, id);
        }));
    }

    /// <summary>The same file, but every connection refuses to write, as a disk mounted read-only would.</summary>
    private sealed class ReadOnlyFactory(string path) : IDbContextFactory<PartnerDb>
    {
        private readonly DbContextOptions<PartnerDb> _options = new DbContextOptionsBuilder<PartnerDb>()
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()).AddInterceptors(new QueryOnly()).Options;

        public PartnerDb CreateDbContext() => new(_options);

        private sealed class QueryOnly : DbConnectionInterceptor
        {
            public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA query_only = ON";
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    [Fact]
    public async Task Aside_saves_preferences_and_refuses_the_partners_data()
    {
        var person = await _store.AddPersonAsync(_partner);
        var id = await _store.AddCustomerAsync(_partner);
        var before = (await JournalAsync(_partner)).Count;
        await _store.Store.WriteAsideAsync(db =>
        {
            db.Add(new PersonPreference { PersonId = person.PersonId, ProtectionOnly = true });
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Store.WriteAsideAsync(
            async db => (await db.Customers.SingleAsync()).ShowAs = "Aside", TestContext.Current.CancellationToken));
        // Not even by saving itself.
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Store.WriteAsideAsync(async db =>
        {
            (await db.Customers.SingleAsync()).ShowAs = "Aside";
            await db.SaveChangesAsync();
        }, TestContext.Current.CancellationToken));
        await using var look = _store.Db();
        Assert.True((await look.Preferences.SingleAsync(TestContext.Current.CancellationToken)).ProtectionOnly);
        Assert.Equal("", (await look.Customers.SingleAsync(c => c.Id == id, TestContext.Current.CancellationToken)).ShowAs);
        Assert.Equal(before, (await JournalAsync(_partner)).Count);
    }

    [Fact]
    public async Task A_person_writes_only_with_their_scope() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _store.Store.WriteAsync(_partner, Actor.Of(Guid.NewGuid(), "Eve"), _ => Task.FromResult(true), TestContext.Current.CancellationToken));

    private Task<bool> RenameAsync(PartnerScope scope, Guid id) => _store.Store.WriteAsync(scope, Permission.Rename, async write =>
    {
        (await write.CustomerAsync(id, CancellationToken.None)).ShowAs = "Renamed";
        write.Journal(JournalKinds.CustomerRenamed, id);
        return true;
    });

    private Task<RefusedException> RefusedAsync(PartnerScope scope, Guid id) => Assert.ThrowsAsync<RefusedException>(() => RenameAsync(scope, id));

    // What is published after it arrives, and arrives alone.
    private async Task NothingCameAsync(Watch watch)
    {
        var marker = await _store.AddCustomerAsync(_partner, "Marker");
        Assert.Equal(marker, Assert.Single(Assert.Single((await _store.NextAsync(watch)).Sets).Rows).CustomerId);
    }

    private async Task<CustomerRow?> RowAsync(Guid id)
    {
        await using var db = _store.Db();
        return await db.CustomerRows.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
    }

    private async Task<List<JournalEntry>> JournalAsync(int partner)
    {
        await using var db = _store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.PartnerId == partner).OrderBy(e => e.PartnerSeq).ToListAsync();
    }

    private static bool ChainHolds(List<JournalEntry> entries)
    {
        var previous = new byte[32];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.PartnerSeq != i + 1
                || !entry.PrevHash.SequenceEqual(previous)
                || !entry.PayloadHash.SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Payload)))
                || !entry.Hash.SequenceEqual(JournalChain.HashOf(entry)))
                return false;
            previous = entry.Hash;
        }
        return true;
    }

    private sealed class Published : IChangeListener
    {
        public ConcurrentQueue<ChangeSet> Sets { get; } = new();
        public void OnChanges(ChangeSet set) => Sets.Enqueue(set);
    }
}
