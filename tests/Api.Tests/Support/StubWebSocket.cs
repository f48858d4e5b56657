using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Vod.Api.Tests.Support;

/// <summary>The server's end of a socket whose client does as the test says: it sends what is queued, and never reads.</summary>
internal sealed class StubWebSocket : WebSocket
{
    private readonly Channel<byte[]> _incoming = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource _cut = new();
    private WebSocketState _state = WebSocketState.Open;
    private ReadOnlyMemory<byte> _unread;

    /// <summary>When set, reads deliver an endless text message.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Bytes delivered so far.</summary>
    public long Delivered { get; private set; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    public void Incoming(string text) => _incoming.Writer.TryWrite(Encoding.UTF8.GetBytes(text));

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _cut.Cancel();
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsEndless)
        {
            Delivered += buffer.Length;
            return new ValueWebSocketReceiveResult(buffer.Length, WebSocketMessageType.Text, endOfMessage: false);
        }

        if (_unread.IsEmpty)
        {
            _unread = await _incoming.Reader.ReadAsync(_cut.Token);
        }

        int count = Math.Min(_unread.Length, buffer.Length);
        _unread[..count].CopyTo(buffer);
        _unread = _unread[count..];
        return new ValueWebSocketReceiveResult(count, WebSocketMessageType.Text, endOfMessage: _unread.IsEmpty);
    }

    public override async ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, _cut.Token);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Dispose() => _cut.Dispose();
}
