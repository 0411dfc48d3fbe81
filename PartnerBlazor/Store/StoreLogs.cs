namespace PartnerBlazor.Store;

/// <summary>
/// What EF logs: as the program's logging is set, but its errors stay unsaid while the database is being opened. What it has to say of a full
/// disk or a damaged file becomes the one line of <see cref="StoreUnusableException"/>.
/// </summary>
internal sealed class StoreLogs(ILoggerFactory inner) : ILoggerFactory
{
    private volatile bool _quiet;

    /// <summary>Leaves errors unsaid until disposed.</summary>
    public IDisposable Quiet()
    {
        _quiet = true;
        return new End(this);
    }

    public ILogger CreateLogger(string categoryName) => new QuietLog(this, inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    // The program's own factory outlives it.
    public void Dispose()
    {
    }

    private sealed class End(StoreLogs logs) : IDisposable
    {
        public void Dispose() => logs._quiet = false;
    }

    private sealed class QuietLog(StoreLogs logs, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !(logs._quiet && logLevel >= LogLevel.Error) && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
