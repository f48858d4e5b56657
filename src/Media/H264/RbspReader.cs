namespace Vod.Media.H264;

/// <summary>
/// Reads the bits of a raw byte sequence payload, skipping the emulation prevention bytes as it goes (ITU-T H.264, 7.3.1 and 9.1).
/// Reading past the end gives zeros and sets <see cref="Overrun"/>, so that a parser checks once, at its end.
/// </summary>
internal ref struct RbspReader
{
    // ue(v) codes of the syntax elements read here fit 32 bits; a longer run of zeros is garbage.
    private const int MaxExpGolombZeros = 31;

    private readonly ReadOnlySpan<byte> _data;
    private int _next;
    private int _zeros;
    private byte _current;
    private int _bitsLeft;

    /// <param name="payload">The NAL unit without its header byte.</param>
    public RbspReader(ReadOnlySpan<byte> payload) => _data = payload;

    /// <summary>Whether more was read than the payload holds, or a code was too long: everything read is then worthless.</summary>
    public bool Overrun { get; private set; }

    /// <summary>u(1) as a flag.</summary>
    public bool ReadFlag() => ReadBit() != 0;

    /// <summary>u(n), 0 to 32 bits.</summary>
    public uint ReadBits(int count)
    {
        uint value = 0;
        for (; count > 0; count--)
        {
            value = (value << 1) | ReadBit();
        }

        return value;
    }

    /// <summary>ue(v), clause 9.1.</summary>
    public uint ReadUnsigned()
    {
        int zeros = 0;
        while (ReadBit() == 0)
        {
            zeros++;
            if (Overrun || zeros > MaxExpGolombZeros)
            {
                Overrun = true;
                return 0;
            }
        }

        return (1u << zeros) - 1 + ReadBits(zeros);
    }

    /// <summary>se(v), clause 9.1.1.</summary>
    public int ReadSigned()
    {
        uint code = ReadUnsigned();
        int magnitude = (int)((code >> 1) + (code & 1));
        return (code & 1) != 0 ? magnitude : -magnitude;
    }

    private uint ReadBit()
    {
        if (_bitsLeft == 0 && !Advance())
        {
            Overrun = true;
            return 0;
        }

        _bitsLeft--;
        return (uint)(_current >> _bitsLeft) & 1;
    }

    private bool Advance()
    {
        if (_zeros == 2 && _next < _data.Length && _data[_next] == 3)
        {
            _next++;
            _zeros = 0;
        }

        if (_next >= _data.Length)
        {
            return false;
        }

        _current = _data[_next++];
        _zeros = _current == 0 ? Math.Min(_zeros + 1, 2) : 0;
        _bitsLeft = 8;
        return true;
    }
}
