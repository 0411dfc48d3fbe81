using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Keeps what a portal in this process logs.</summary>
/// <param name="least">From which level on: warnings, unless told.</param>
public sealed class ServerLog(LogLevel least = LogLevel.Warning) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _complaints = new();

    /// <summary>What was logged from that level on, oldest first.</summary>
    public IReadOnlyList<string> Complaints => _complaints.ToArray();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, least, _complaints);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(string category, LogLevel least, ConcurrentQueue<string> complaints) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                complaints.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}".TrimEnd());
        }
    }
}
