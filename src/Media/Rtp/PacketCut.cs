using System.Runtime.InteropServices;

namespace Vod.Media.Rtp;

/// <summary>
/// Where the payload of one packet comes from, in eight bytes: enough to make the payload again from the sample for every viewer
/// of a shared stream and for every retransmission, so that sent packets need not be kept.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct PacketCut
{
    /// <summary>Bytes of one cut; descriptors of sent packets are laid out around it.</summary>
    public const int Size = 8;

    private const byte KindMask = 0x0F;
    private const byte MarkerFlag = 0x10;
    private const byte ParameterSetsFlag = 0x20;
    private readonly byte _kindAndFlags;

    /// <summary>Describes a cut.</summary>
    public PacketCut(PacketCutKind kind, uint offset, ushort payloadSize)
    {
        _kindAndFlags = (byte)kind;
        Offset = offset;
        PayloadSize = payloadSize;
    }

    /// <summary>
    /// Where it starts in the source: at the NAL unit, at the fragment's data, or at the length prefix of the first aggregated NAL unit.
    /// </summary>
    public uint Offset { get; init; }

    /// <summary>Bytes of RTP payload this cut produces.</summary>
    public ushort PayloadSize { get; init; }

    /// <summary>For an aggregate its STAP-A header, for a fragment the header of the NAL unit it is a part of; else 0.</summary>
    public byte NalHeader { get; init; }

    /// <summary>How the payload is made.</summary>
    public PacketCutKind Kind => (PacketCutKind)(_kindAndFlags & KindMask);

    /// <summary>The RTP marker bit: last packet of the access unit (RFC 6184 section 5.1).</summary>
    public bool Marker
    {
        get => (_kindAndFlags & MarkerFlag) != 0;
        init => _kindAndFlags = (byte)(value ? _kindAndFlags | MarkerFlag : _kindAndFlags & ~MarkerFlag);
    }

    /// <summary>The source is the track's out-of-band parameter sets and not the sample.</summary>
    public bool FromParameterSets
    {
        get => (_kindAndFlags & ParameterSetsFlag) != 0;
        init => _kindAndFlags = (byte)(value ? _kindAndFlags | ParameterSetsFlag : _kindAndFlags & ~ParameterSetsFlag);
    }

    /// <summary>
    /// The cut of a sample that is one packet: an Opus packet is never split (RFC 7587 section 4.2) and, in running audio, has no marker.
    /// </summary>
    public static PacketCut Whole(ushort sampleSize) => new(PacketCutKind.Copy, offset: 0, sampleSize);
}
