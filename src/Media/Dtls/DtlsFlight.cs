namespace Vod.Media.Dtls;

/// <summary>
/// The datagrams of the last flight (RFC 6347 section 4.2.4), in order, with a cursor: sending moves it, a retransmission puts it back.
/// </summary>
internal sealed class DtlsFlight
{
    /// <summary>Bytes one flight may have. Ours have about 1000: one small certificate each way.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>Datagrams one flight may have; enough for <see cref="MaxBytes"/> at the smallest MTU of IPv6 and of tests.</summary>
    public const int MaxDatagrams = 48;

    private const int InitialBytes = 1280;

    private readonly List<int> _ends = new(4);
    private byte[] _bytes = [];
    private int _next;

    /// <summary>Datagrams held, sent or not.</summary>
    public int Count => _ends.Count;

    /// <summary>Whether a datagram waits to be sent.</summary>
    public bool HasPending => _next < _ends.Count;

    /// <summary>Forgets everything: a new flight begins.</summary>
    public void Clear()
    {
        _ends.Clear();
        _next = 0;
    }

    /// <summary>Adds a datagram; false when there is nothing in it, or the flight is at its limit.</summary>
    public bool TryAppend(ReadOnlySpan<byte> datagram)
    {
        int start = End(_ends.Count);
        if (datagram.IsEmpty || _ends.Count == MaxDatagrams || start + datagram.Length > MaxBytes)
        {
            return false;
        }

        if (start + datagram.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(MaxBytes, Math.Max(Math.Max(InitialBytes, 2 * _bytes.Length), start + datagram.Length)));
        }

        datagram.CopyTo(_bytes.AsSpan(start));
        _ends.Add(start + datagram.Length);
        return true;
    }

    /// <summary>Takes back the datagram that was added last.</summary>
    public byte[] RemoveLast()
    {
        int start = End(_ends.Count - 1);
        byte[] datagram = _bytes[start..End(_ends.Count)];
        _ends.RemoveAt(_ends.Count - 1);
        _next = Math.Min(_next, _ends.Count);
        return datagram;
    }

    /// <summary>Gives back the room that earlier flights needed: the last one has 100 bytes where those before had 1000.</summary>
    public void Trim() => Array.Resize(ref _bytes, End(_ends.Count));

    /// <summary>Starts over with the first datagram.</summary>
    public void Rewind() => _next = 0;

    /// <summary>Takes the next datagram to send. One that the buffer cannot hold is lost, as on a path with so small an MTU.</summary>
    public bool TryTake(Span<byte> buffer, out int length)
    {
        length = 0;
        while (HasPending)
        {
            int start = End(_next);
            Span<byte> datagram = _bytes.AsSpan(start, _ends[_next] - start);
            _next++;
            if (datagram.TryCopyTo(buffer))
            {
                length = datagram.Length;
                return true;
            }
        }

        return false;
    }

    private int End(int count) => count == 0 ? 0 : _ends[count - 1];
}
