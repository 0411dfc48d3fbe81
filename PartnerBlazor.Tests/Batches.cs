using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace PartnerBlazor.Tests;

/// <summary>
/// How many batches a component's renders travelled in. In one batch everything is rendered before anything is displayed, and the renderer's
/// log tells what it renders: whatever was rendered since the last display makes the next display another batch.
/// </summary>
public sealed class Batches : ILoggerProvider, ILogger
{
    private int _rendered;
    private int _displayed;

    /// <summary>The batches so far.</summary>
    public int Count { get; private set; }

    /// <summary>Counts those that this component, or one within it, is part of.</summary>
    public void Of<TComponent>(IRenderedComponent<TComponent> component) where TComponent : IComponent => component.OnAfterRender += (_, _) =>
    {
        if (_displayed == _rendered)
            return;
        _displayed = _rendered;
        Count++;
    };

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _rendered += eventId.Name == "RenderingComponent" ? 1 : 0;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Dispose()
    {
    }
}
