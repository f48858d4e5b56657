using System.Buffers.Binary;
using Vod.Media.Bandwidth;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>What a browser notes of every packet, and tells the sender of its path.</summary>
internal sealed class PathReporter(BrowserOptions options, Ssrc own)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private const int HeaderSize = 12;

    // Its clock is not the sender's.
    private readonly TransportFeedbackLog _arrivals = new(TimeSpan.FromHours(5));
    private readonly ReceiverEstimator _estimator = new();

    public int NumberedPackets => _arrivals.Packets;

    public void Note(in RtpHeader header, ReadOnlySpan<byte> packet, int datagramLength, MonotonicTime now)
    {
        RtpExtensionReader extensions = header.ReadExtensions(packet);
        while (extensions.TryRead(out byte id, out ReadOnlySpan<byte> data))
        {
            if (id == BrowserOptions.TransportSequenceId)
            {
                _arrivals.Note(BinaryPrimitives.ReadUInt16BigEndian(data), now);
            }
            else if (id == BrowserOptions.AbsSendTimeId)
            {
                _estimator.Note(new((uint)((data[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(data[1..]))), datagramLength, now);
            }
        }
    }

    /// <summary>Writes a report; 0 when there is nothing to say.</summary>
    public int Write(Span<byte> buffer, MonotonicTime now)
    {
        if (options.PathFeedback == PathFeedback.TransportWide)
        {
            return WriteTransportFeedback(buffer);
        }

        RtcpWriter writer = new(buffer);
        writer.ReceiverEstimatedMaxBitrate(own, options.VideoSsrc, _estimator.Update(now));
        return writer.Size;
    }

    private int WriteTransportFeedback(Span<byte> buffer)
    {
        int contents = _arrivals.Write(buffer[HeaderSize..]);
        if (contents == 0)
        {
            return 0;
        }

        // Padded to the word the way libwebrtc does it.
        int length = HeaderSize + contents;
        int padding = -length & 3;
        buffer.Slice(length, padding).Clear();
        buffer[length + padding - 1] = padding > 0 ? (byte)padding : buffer[length - 1];
        (buffer[0], buffer[1]) = ((byte)(0x80 | (padding > 0 ? 0x20 : 0) | RtcpFormat.TransportWideCongestionControl), RtcpFormat.TransportLayerFeedback);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)(((length + padding) / sizeof(uint)) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], own.Value);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[8..], options.VideoSsrc.Value);
        return length + padding;
    }
}
