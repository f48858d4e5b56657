namespace Vod.Media.Aac;

/// <summary>
/// Reads bits most significant first. Reading past the end gives zeros and sets <see cref="Overrun"/>, so that a parser checks once,
/// at its end.
/// </summary>
internal ref struct AacBitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Whether more was read than there is.</summary>
    public bool Overrun { get; private set; }

    /// <summary>Bits not read yet.</summary>
    public readonly int Left => (_data.Length * 8) - _position;

    /// <summary>One bit as a flag.</summary>
    public bool ReadFlag() => Read(1) != 0;

    /// <summary>0 to 32 bits.</summary>
    public uint Read(int count)
    {
        if (count > Left)
        {
            Overrun = true;
            _position = _data.Length * 8;
            return 0;
        }

        uint value = 0;
        for (; count > 0; count--, _position++)
        {
            value = (value << 1) | ((uint)(_data[_position >> 3] >> (7 - (_position & 7))) & 1);
        }

        return value;
    }

    /// <summary>Moves to the next byte boundary.</summary>
    public void Align() => _position = (_position + 7) & ~7;
}
