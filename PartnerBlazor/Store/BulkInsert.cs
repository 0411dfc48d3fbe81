using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PartnerBlazor.Store;

/// <summary>
/// Inserts, or replaces, records of one kind with one prepared command. Columns and their storage formats come from the model, so that a column
/// added later is written too and reads back as if EF had written it.
/// </summary>
internal sealed class BulkInsert<T> : IDisposable
    where T : class
{
    private readonly SqliteCommand _command;
    private readonly Func<object, object?>[] _values;

    /// <summary>Prepares the command.</summary>
    /// <param name="db">Whose model it is.</param>
    /// <param name="connection">Where to write.</param>
    /// <param name="transaction">Within what.</param>
    /// <param name="replaceBy">A unique column: a record that is there already is replaced and keeps the number the database gave it.</param>
    public BulkInsert(PartnerDb db, SqliteConnection connection, SqliteTransaction? transaction, string? replaceBy = null)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not stored.");
        var columns = Columns(type, record => record)
            .Concat(type.GetNavigations().Where(n => n.TargetEntityType.IsOwned())
                .SelectMany(n => Columns(n.TargetEntityType, record => n.PropertyInfo!.GetValue(record)!)))
            .ToList();
        _values = [.. columns.Select(column => column.Value)];
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = $"""
            INSERT INTO "{type.GetTableName()}" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})
            VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})
            """;
        if (replaceBy is not null)
            _command.CommandText += $"""

                ON CONFLICT ("{replaceBy}") DO UPDATE SET {string.Join(", ", columns.Where(c => c.Name != replaceBy).Select(c => $"\"{c.Name}\" = excluded.\"{c.Name}\""))}
                """;
        for (var i = 0; i < columns.Count; i++)
            _command.Parameters.Add(new SqliteParameter($"@p{i}", null));
        _command.Prepare();
    }

    /// <summary>Inserts a record.</summary>
    public void Write(T record)
    {
        for (var i = 0; i < _values.Length; i++)
            _command.Parameters[i].Value = _values[i](record) ?? DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    // Numbers the database gives itself are left to it; shadow keys of owned records are their owner's.
    private static IEnumerable<(string Name, Func<object, object?> Value)> Columns(IEntityType type, Func<object, object> owner)
    {
        // Owned records live in their owner's table, under a prefix that only the table knows.
        var table = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
        foreach (var property in type.GetProperties())
        {
            if (property.PropertyInfo is not { } getter
                || (property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long)))
                continue;
            var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
            object? Value(object record)
            {
                var value = getter.GetValue(owner(record));
                return convert is null || value is null ? value : convert(value);
            }
            yield return (property.GetColumnName(table)!, Value);
        }
    }
}
