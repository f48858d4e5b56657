using System.Net.Sockets;
using System.Text;

namespace Vod.Storage.Weather;

/// <summary>Gives an answer to a client under some conditions.</summary>
/// <param name="client">The connection.</param>
/// <param name="entry">Notes what was given.</param>
/// <param name="conditions">What happens to it.</param>
/// <param name="clock">Lets time pass.</param>
internal sealed class AnswerSender(Socket client, LoggedRequest entry, Conditions conditions, WeatherClock clock)
{
    /// <summary>The version that <see cref="HeaderDamage.OtherEntityTag"/> names.</summary>
    public const string OtherEntityTag = "\"another-version\"";

    // A narrow line carries a piece of this part of a second at a time.
    private const int PiecesPerSecond = 20;

    private const int MillisecondsPerSecond = 1000;

    private static readonly byte[] Garbage = Encoding.Latin1.GetBytes("HTTQ/\0.\u00FF banana\r\n: \u0001\r\n\r\n");

    private readonly byte[] _buffer = new byte[WireReader.MaxHead];
    private bool _hasStalled;
    private long _sent;

    private bool MayStall => conditions.Stall != 0 && !_hasStalled;

    /// <summary>Sends it, as far as the conditions let it.</summary>
    /// <param name="head">The head.</param>
    /// <param name="read">Gives bytes of the body as they are on the wire; 0 at the end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is whole and the connection still there.</returns>
    public async Task<bool> SendAsync(HttpHead head, Func<Memory<byte>, CancellationToken, ValueTask<int>> read, CancellationToken cancellationToken)
    {
        await clock.WaitAsync(conditions.Latency, cancellationToken);
        if (conditions is { Break: not Breakage.None, BreakAt: null })
        {
            BreakOff();
            return false;
        }

        if (conditions.Damage == HeaderDamage.Garbage)
        {
            await client.SendAsync(Garbage, cancellationToken);
            return false;
        }

        entry.Status = head.Status;
        await client.SendAsync(Damaged(head).Bytes, cancellationToken);
        int length;
        do
        {
            length = await read(_buffer, cancellationToken);
            if (!await SendAsync(_buffer.AsMemory(0, length), cancellationToken))
            {
                return false;
            }
        }
        while (length > 0);

        return true;
    }

    private async Task<bool> SendAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (MayStall && _sent == conditions.StallAt)
            {
                _hasStalled = true;
                await clock.WaitAsync(conditions.Stall, cancellationToken);
            }

            if (conditions.Break != Breakage.None && _sent == conditions.BreakAt)
            {
                BreakOff();
                return false;
            }

            if (bytes.IsEmpty)
            {
                return true;
            }

            int piece = NextPiece(bytes.Length);
            entry.Add(piece);
            await client.SendAsync(bytes[..piece], cancellationToken);
            _sent += piece;
            bytes = bytes[piece..];
            if (conditions.BytesPerSecond > 0)
            {
                await clock.WaitAsync((double)piece * MillisecondsPerSecond / conditions.BytesPerSecond, cancellationToken);
            }
        }
    }

    // Up to the next place where something happens.
    private int NextPiece(int available)
    {
        long piece = conditions.BytesPerSecond > 0 ? Math.Min(available, Math.Max(1, conditions.BytesPerSecond / PiecesPerSecond)) : available;
        piece = MayStall && conditions.StallAt > _sent ? Math.Min(piece, conditions.StallAt - _sent) : piece;
        return (int)(conditions.Break != Breakage.None && conditions.BreakAt > _sent ? Math.Min(piece, conditions.BreakAt.Value - _sent) : piece);
    }

    private HttpHead Damaged(HttpHead head) => conditions.Damage switch
    {
        HeaderDamage.WrongRange => head.With("Content-Range", OneByteOn),
        HeaderDamage.OtherEntityTag => head.With("ETag", static _ => OtherEntityTag),
        _ => head,
    };

    // "bytes 0-9/100" becomes "bytes 1-10/100".
    private static string OneByteOn(string range)
    {
        string[] parts = range.Split(' ', '-', '/');
        return parts is [var unit, _, _, var size] && long.TryParse(parts[1], out long first) && long.TryParse(parts[2], out long last)
            ? FormattableString.Invariant($"{unit} {first + 1}-{last + 1}/{size}")
            : range;
    }

    private void BreakOff()
    {
        if (conditions.Break == Breakage.Reset)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        else
        {
            client.Shutdown(SocketShutdown.Both);
        }

        client.Close();
    }
}
