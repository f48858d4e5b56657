using System.Net.Sockets;

namespace Vod.Storage.Weather;

/// <summary>Reads messages from a connection.</summary>
/// <param name="socket">The connection.</param>
internal sealed class WireReader(Socket socket)
{
    /// <summary>Longest first line with header.</summary>
    public const int MaxHead = 64 * 1024;

    private readonly byte[] _buffer = new byte[MaxHead];
    private int _start;
    private int _end;

    /// <summary>Reads up to and with the empty line; null when the connection ends before.</summary>
    /// <exception cref="IOException">The head is too long.</exception>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (at >= 0)
            {
                byte[] head = _buffer.AsSpan(_start, at + 4).ToArray();
                _start += head.Length;
                return new HttpHead(head);
            }

            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    /// <summary>Reads a line of a chunked body with its end; empty when the connection ends before.</summary>
    public async Task<byte[]> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (at >= 0)
            {
                byte[] line = _buffer.AsSpan(_start, at + 2).ToArray();
                _start += line.Length;
                return line;
            }

            if (!await FillAsync(cancellationToken))
            {
                return [];
            }
        }
    }

    /// <summary>Reads some bytes; 0 when the connection ends.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            return await socket.ReceiveAsync(destination, cancellationToken);
        }

        int length = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, length).CopyTo(destination.Span);
        _start += length;
        return length;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            throw new IOException($"a head of more than {MaxHead} bytes");
        }

        int read = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
