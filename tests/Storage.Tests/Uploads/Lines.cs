using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Vod.Storage.Tests.Uploads;

/// <summary>A log that a test can wait for.</summary>
internal sealed class Lines<T> : ILogger<T>
{
    private readonly Channel<(int EventId, string Text)> _lines = Channel.CreateUnbounded<(int, string)>();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Writer.TryWrite((eventId.Id, formatter(state, exception)));

    public ValueTask<(int EventId, string Text)> NextAsync() => _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
