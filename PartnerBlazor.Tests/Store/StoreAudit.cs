using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>Asserts that a database is whole: what must hold after every write, and after every kill.</summary>
public static class StoreAudit
{
    /// <summary>Journal gapless and unbroken for every partner, rows as the projector builds them, licence states settled, search index in step.</summary>
    public static async Task AssertWholeAsync(PartnerDb db, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(db);
        Assert.Equal("ok", (await db.Database.SqlQueryRaw<string>("SELECT quick_check AS \"Value\" FROM pragma_quick_check").ToListAsync()).Single());
        Assert.Empty(await db.Database.SqlQueryRaw<string>("SELECT \"table\" AS \"Value\" FROM pragma_foreign_key_check").ToListAsync());
        await AssertJournalAsync(db);
        await AssertRowsAsync(db, today);
        // Throws when the index and the rows it indexes differ.
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"CustomerSearch\" (\"CustomerSearch\", rank) VALUES ('integrity-check', 1)");
    }

    /// <summary>Every row of every table, as text: equal before and after when nothing was written.</summary>
    public static async Task<IReadOnlyList<string>> DumpAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        var dump = new List<string>();
        foreach (var table in await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
            dump.AddRange((await RowsAsync(connection, $"SELECT * FROM \"{table}\"")).Order(StringComparer.Ordinal).Select(row => $"{table}: {row}"));
        return dump;
    }

    private static async Task AssertJournalAsync(PartnerDb db)
    {
        foreach (var partner in await db.Partners.AsNoTracking().ToListAsync())
        {
            var (seq, hash) = (0L, new byte[32]);
            await foreach (var entry in db.Journal.AsNoTracking().Where(e => e.PartnerId == partner.Id).OrderBy(e => e.PartnerSeq).AsAsyncEnumerable())
            {
                Assert.Equal(++seq, entry.PartnerSeq);
                Assert.Equal(hash, entry.PrevHash);
                Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Payload)), entry.PayloadHash);
                Assert.Equal(JournalChain.HashOf(entry), entry.Hash);
                hash = entry.Hash;
            }
            Assert.Equal(seq, partner.LastSeq);
            Assert.Equal(hash, partner.LastHash);
        }
    }

    private static async Task AssertRowsAsync(PartnerDb db, DateOnly today)
    {
        var projector = new CustomerProjector();
        var lastSeq = await db.Partners.ToDictionaryAsync(p => p.Id, p => p.LastSeq);
        var rows = await db.CustomerRows.AsNoTracking().ToDictionaryAsync(r => r.Id);
        var customers = await db.Customers.AsNoTracking().Where(c => c.UnlinkedAt == null).Select(c => c.Id).ToListAsync();
        Assert.Equal(customers.Order(), rows.Keys.Order());
        foreach (var ids in customers.Chunk(200))
        {
            var built = await projector.ProjectAsync(db, ids, today, 0, CancellationToken.None);
            foreach (var id in ids)
            {
                Assert.InRange(rows[id].Seq, 1, lastSeq[rows[id].PartnerId]);
                Assert.Equal(Text(built[id]), Text(rows[id]));
            }
        }
        // Those of an unlinked customer rest as they were.
        await foreach (var licence in db.Licences.AsNoTracking().Where(l => db.CustomerRows.Any(r => r.Id == l.CustomerId)).AsAsyncEnumerable())
        {
            var stored = (licence.State, licence.NextChange);
            projector.Settle(licence, today);
            Assert.Equal((licence.State, licence.NextChange), stored);
        }
    }

    // All but the number of the row and of the write.
    private static string Text(CustomerRow row)
    {
        var text = JsonSerializer.SerializeToNode(row)!.AsObject();
        text.Remove(nameof(CustomerRow.RowNo));
        text.Remove(nameof(CustomerRow.Seq));
        return text.ToJsonString();
    }

    private static async Task<List<string>> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        return rows;
    }
}
