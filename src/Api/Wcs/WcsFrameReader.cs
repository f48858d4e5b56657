using System.Buffers;
using System.Net.WebSockets;

namespace Vod.Api.Wcs;

/// <summary>Puts messages together from the pieces a socket delivers, and gives up on those that are too big before they are in memory.</summary>
internal sealed class WcsFrameReader(WebSocket socket) : IDisposable
{
    // Most messages are below a kilobyte; the buffer grows for an offer and shrinks again.
    private const int InitialBytes = 4 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _length;

    /// <summary>The text message that was read last; valid until the next read.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(0, _length);

    /// <summary>Reads the next message.</summary>
    public async ValueTask<WcsFrameKind> ReadAsync()
    {
        Shrink();
        int emptyFragments = 0;
        while (true)
        {
            ValueWebSocketReceiveResult piece = await socket.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                return WcsFrameKind.Close;
            }

            _length += piece.Count;
            if (piece.EndOfMessage && _length <= WcsLimits.MaxMessageBytes)
            {
                return piece.MessageType == WebSocketMessageType.Text ? WcsFrameKind.Text : WcsFrameKind.Binary;
            }

            if (_length >= WcsLimits.MaxMessageBytes || (piece.Count == 0 && ++emptyFragments > WcsLimits.MaxEmptyFragments))
            {
                return WcsFrameKind.TooBig;
            }

            Grow();
        }
    }

    /// <summary>Reads on without keeping anything, until the client closes.</summary>
    public async Task DiscardAsync()
    {
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Shrink()
    {
        _length = 0;
        if (_buffer.Length > InitialBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
        }
    }

    private void Grow()
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
