using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>Contexts on a test's database that have SQLite explain every read before it is done.</summary>
public sealed class PlanReader : DbCommandInterceptor, IDbContextFactory<PartnerDb>
{
    private readonly DbContextOptions<PartnerDb> _options;
    private readonly List<(string Sql, string Plan)> _plans = [];

    public PlanReader(string connectionString) =>
        _options = new DbContextOptionsBuilder<PartnerDb>().UseSqlite(connectionString).AddInterceptors(this).Options;

    /// <summary>The plans of the reads of a table, a line a step.</summary>
    public IReadOnlyList<string> Of(string table) =>
        [.. _plans.Where(plan => plan.Sql.Contains($"FROM \"{table}\"", StringComparison.Ordinal)).Select(plan => plan.Plan)];

    public PartnerDb CreateDbContext() => new(_options);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        using var explain = command.Connection!.CreateCommand();
        (explain.CommandText, explain.Transaction) = ($"EXPLAIN QUERY PLAN {command.CommandText}", command.Transaction);
        foreach (SqliteParameter parameter in command.Parameters)
            explain.Parameters.Add(new SqliteParameter(parameter.ParameterName, parameter.Value));
        using var steps = explain.ExecuteReader();
        var plan = new List<string>();
        while (steps.Read())
            plan.Add(steps.GetString(3));
        _plans.Add((command.CommandText, string.Join('\n', plan)));
        return ValueTask.FromResult(result);
    }
}
