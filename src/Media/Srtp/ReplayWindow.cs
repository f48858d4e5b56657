namespace Vod.Media.Srtp;

/// <summary>
/// Which of the last <see cref="Size"/> packet indices have been accepted (RFC 3711 section 3.3.2). The default value has seen none.
/// </summary>
internal struct ReplayWindow
{
    /// <summary>
    /// Indices remembered behind the highest. The RFC asks for at least 64; a burst of a key frame is several times that, so
    /// reordering across it needs more. One register pair, hence 128.
    /// </summary>
    public const int Size = 128;

    // Bit n: index (highest - n) was accepted. Bit 0 is set from the first packet on, which is how an unused window is told apart.
    private UInt128 _accepted;
    private long _highest;

    /// <summary>The highest index accepted, or -1.</summary>
    public readonly long Highest => _accepted == UInt128.Zero ? -1 : _highest;

    /// <summary>Whether a packet with this index may still be accepted.</summary>
    public readonly bool IsFresh(long index)
    {
        long age = Highest - index;
        return age < 0 || (age < Size && (_accepted >> (int)age & UInt128.One) == UInt128.Zero);
    }

    /// <summary>Remembers an index; only after its packet was authenticated, else a forger could close the window.</summary>
    public void Accept(long index)
    {
        long age = Highest - index;
        if (age >= 0)
        {
            _accepted |= UInt128.One << (int)age;
            return;
        }

        // A shift count is taken modulo 128, so a leap must be told apart from a step.
        _accepted = -age < Size ? (_accepted << (int)-age) | UInt128.One : UInt128.One;
        _highest = index;
    }
}
