using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>EF's errors stay unsaid while the database is being opened, and only then.</summary>
public sealed class StoreLogsTests
{
    [Fact]
    public async Task Errors_stay_unsaid_only_while_quiet()
    {
        using var said = new Ear();
        using var logs = new StoreLogs(said);

        using (logs.Quiet())
            await FailAsync(logs);
        Assert.Empty(said.Lines);

        await FailAsync(logs);
        Assert.Contains(said.Lines, line => line.StartsWith("Error Microsoft.EntityFrameworkCore.Database", StringComparison.Ordinal));
    }

    private static async Task FailAsync(StoreLogs logs)
    {
        var options = new DbContextOptionsBuilder<PartnerDb>().UseSqlite("Data Source=:memory:").UseLoggerFactory(logs).Options;
        await using var db = new PartnerDb(options);
        await Assert.ThrowsAnyAsync<Exception>(() => db.Partners.CountAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Ear : ILoggerFactory
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Log(Lines, categoryName);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Log(List<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel} {category}");
    }
}
