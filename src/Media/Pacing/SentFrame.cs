using System.Runtime.InteropServices;
using Vod.Media.Rtp;

namespace Vod.Media.Pacing;

/// <summary>
/// The packets of one picture in <see cref="SendHistory"/>, in twenty bytes: how a picture is cut follows from the picture, so its packets need no descriptors of their own.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct SentFrame
{
    /// <summary>Bytes of one frame.</summary>
    public const int Size = 20;

    /// <summary>The picture, as its sender counts them.</summary>
    public long Picture;

    /// <summary>The timestamp of all its packets.</summary>
    public RtpTimestamp Timestamp;

    /// <summary>What tells whether the picture, when it is cut again, is still the one that was sent.</summary>
    public uint Checksum;

    /// <summary>The sequence number of its first packet.</summary>
    public SequenceNumber First;

    /// <summary>Packets of it that were sent.</summary>
    public ushort Packets;
}
