using System.Globalization;
using System.Text;

namespace Vod.Storage.Weather;

/// <summary>The body of one message, framing and all (RFC 9112 section 6), as it is on the wire.</summary>
/// <param name="wire">Where it comes from.</param>
/// <param name="head">What stands before it.</param>
/// <param name="length">Its length if it is known: 0 where there is no body whatever the head says. Null asks the head.</param>
/// <param name="endsWithConnection">Whether a body of unknown length lasts as long as the connection; a request of unknown length has none.</param>
internal sealed class BodyReader(WireReader wire, HttpHead head, long? length, bool endsWithConnection)
{
    private readonly bool _isChunked = length is null && head.IsChunked;
    private long _left = length ?? (head.IsChunked ? 0 : head.ContentLength ?? (endsWithConnection ? long.MaxValue : 0));
    private bool _isOver;

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="IOException">The connection ended before the body did.</exception>
    public async Task<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_left == 0 && _isChunked && !_isOver)
        {
            return await ReadChunkHeadAsync(destination, cancellationToken);
        }

        if (_left == 0)
        {
            return 0;
        }

        int read = await wire.ReadAsync(destination[..(int)Math.Min(destination.Length, _left)], cancellationToken);
        if (read == 0 && _left < long.MaxValue)
        {
            throw new IOException("the body ends early");
        }

        _left = read == 0 ? 0 : _left == long.MaxValue ? _left : _left - read;
        return read;
    }

    // The line with the size, and behind the last chunk the trailer.
    private async Task<int> ReadChunkHeadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        byte[] line = await wire.ReadLineAsync(cancellationToken);
        string text = Encoding.Latin1.GetString(line).Split(';')[0].Trim();
        if (!long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long size))
        {
            throw new IOException("no chunk where one should begin");
        }

        int written = line.Length;
        line.CopyTo(destination);
        if (size > 0)
        {
            // The end of the line behind the chunk goes with it.
            _left = size + 2;
            return written;
        }

        _isOver = true;
        do
        {
            line = await wire.ReadLineAsync(cancellationToken);
            line.CopyTo(destination[written..]);
            written += line.Length;
        }
        while (line.Length > 2);

        return written;
    }
}
