using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Customers;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Tests.Store;

/// <summary>Demo data in a real SQLite file of its own, deleted at the end.</summary>
public sealed class DemoStore : IDbContextFactory<PartnerDb>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("demo-");
    private readonly StoreFile _file;
    private readonly DbContextOptions<PartnerDb> _options;

    private DemoStore()
    {
        _file = StoreFile.Take(Path.Combine(_folder.FullName, "demo.db"));
        _options = new DbContextOptionsBuilder<PartnerDb>().UseSqlite(_file.ConnectionString).Options;
    }

    public static DateTimeOffset Monday { get; } = new(2026, 11, 23, 9, 15, 0, TimeSpan.Zero);

    public static async Task<DemoStore> EmptyAsync()
    {
        var store = new DemoStore();
        await StoreSetup.PrepareAsync(store._file, store, CancellationToken.None);
        return store;
    }

    public static async Task<DemoStore> SeededAsync(int seed = 2026, int customers = 400, DateTimeOffset? now = null)
    {
        var store = await EmptyAsync();
        await store.SeedAsync(seed, customers, now);
        return store;
    }

    public Task SeedAsync(int seed = 2026, int customers = 400, DateTimeOffset? now = null, CancellationToken cancel = default) =>
        new DemoSeeder(this, new CustomerProjector(), Options.Create(new DemoOptions { Seed = seed, Customers = customers }),
            new FakeTimeProvider(now ?? Monday), NullLogger<DemoSeeder>.Instance).SeedIfNewAsync(cancel);

    public PartnerDb CreateDbContext() => new(_options);

    /// <summary>Every value of every table, but for those given as "table.column".</summary>
    public string Dump(params string[] without)
    {
        using var connection = new SqliteConnection(_file.ConnectionString);
        connection.Open();
        var dump = new StringBuilder();
        foreach (var table in Tables(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                for (var i = 0; i < reader.FieldCount; i++)
                    if (!without.Contains($"{table}.{reader.GetName(i)}"))
                        dump.AppendLine(CultureInfo.InvariantCulture, $"{table}.{reader.GetName(i)}={Text(reader.GetValue(i))}");
        }
        return dump.ToString();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _file.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'CustomerSearch%' AND name NOT LIKE 'sqlite_stat%' ORDER BY name";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }
}
