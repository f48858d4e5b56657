using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>What a receiver says about one stream of ours (RFC 3550 section 6.4.1).</summary>
internal readonly record struct ReportBlock
{
    private const int CumulativeBits = 24;
    private const int MaxCumulative = (1 << (CumulativeBits - 1)) - 1;

    /// <summary>The stream.</summary>
    public Ssrc Source { get; init; }

    /// <summary>Share of packets lost since the last report, in 1/256.</summary>
    public byte FractionLost { get; init; }

    /// <summary>Packets lost since the beginning, 24 bits signed: duplicates can make it negative.</summary>
    public int CumulativeLost { get; init; }

    /// <summary>Highest sequence number received, rollovers above it.</summary>
    public uint ExtendedHighestSequence { get; init; }

    /// <summary>Interarrival jitter in ticks of the stream's clock.</summary>
    public uint Jitter { get; init; }

    /// <summary>Middle 32 bits of the wall time of the last SR that arrived (LSR); 0 when none did.</summary>
    public uint LastSenderReport { get; init; }

    /// <summary>How long ago that was (DLSR), in 1/65536 s.</summary>
    public uint DelaySinceLastSenderReport { get; init; }

    internal static ReportBlock Parse(ReadOnlySpan<byte> data)
    {
        uint lost = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        return new()
        {
            Source = new(BinaryPrimitives.ReadUInt32BigEndian(data)),
            FractionLost = (byte)(lost >> CumulativeBits),
            CumulativeLost = (int)(lost << (32 - CumulativeBits)) >> (32 - CumulativeBits),
            ExtendedHighestSequence = BinaryPrimitives.ReadUInt32BigEndian(data[8..]),
            Jitter = BinaryPrimitives.ReadUInt32BigEndian(data[12..]),
            LastSenderReport = BinaryPrimitives.ReadUInt32BigEndian(data[16..]),
            DelaySinceLastSenderReport = BinaryPrimitives.ReadUInt32BigEndian(data[20..]),
        };
    }

    internal void Write(Span<byte> destination)
    {
        // RFC 3550 appendix A.3: the count sticks at its largest value instead of wrapping.
        uint lost = (uint)Math.Clamp(CumulativeLost, -MaxCumulative - 1, MaxCumulative) & ((1u << CumulativeBits) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(destination, Source.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ((uint)FractionLost << CumulativeBits) | lost);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ExtendedHighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], DelaySinceLastSenderReport);
    }
}
