using Microsoft.Extensions.Logging;

namespace Vod.Grains.Tests.Cluster;

/// <summary>Keeps what the grains log, and on which thread.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    public EventLog<(LogLevel Level, string Message, string? Thread)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((logLevel, formatter(state, exception), Thread.CurrentThread.Name));

    public void Dispose()
    {
    }
}
