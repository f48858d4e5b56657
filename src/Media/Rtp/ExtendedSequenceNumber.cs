namespace Vod.Media.Rtp;

/// <summary>
/// A sequence number with its rollover count above it, so that it never wraps: the packet index of RFC 3711 section 3.3.1
/// and the "extended highest sequence number" of RFC 3550 section 6.4.1.
/// </summary>
/// <param name="Value">65536 × rollovers + sequence number. Negative only for a packet from before the first one seen.</param>
internal readonly record struct ExtendedSequenceNumber(long Value)
{
    private const int SequenceBits = 16;

    /// <summary>Starts counting at the first packet of a stream.</summary>
    public ExtendedSequenceNumber(SequenceNumber first)
        : this((long)first.Value)
    {
    }

    /// <summary>The 16 bits that travel in the header.</summary>
    public SequenceNumber SequenceNumber => new(unchecked((ushort)Value));

    /// <summary>How often the 16 bits have wrapped (ROC of RFC 3711).</summary>
    public uint Rollovers => unchecked((uint)(Value >> SequenceBits));

    /// <summary>The lower 32 bits, as a report block carries them.</summary>
    public uint ReportValue => unchecked((uint)Value);

    /// <summary>The number of the packet after this one.</summary>
    public ExtendedSequenceNumber Next => new(Value + 1);

    /// <summary>The extended number nearest to this one whose 16 bits are <paramref name="number"/>.</summary>
    public ExtendedSequenceNumber Nearest(SequenceNumber number) => new(Value + (number - SequenceNumber));
}
