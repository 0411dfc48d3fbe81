using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Keeps what a portal in this process logs as a warning or worse.</summary>
public sealed class ServerLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _complaints = new();

    /// <summary>Warnings, errors and worse, oldest first.</summary>
    public IReadOnlyList<string> Complaints => _complaints.ToArray();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _complaints);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> complaints) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                complaints.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}".TrimEnd());
        }
    }
}
