using Vod.Media.Load.Signalling;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Viewers;

/// <summary>What a viewer tells its server: receiver reports, and transport-wide feedback where that was agreed on.</summary>
internal sealed class ViewerFeedback : IDisposable
{
    /// <summary>Chromium's interval for video.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    /// <summary>Chromium's interval at this bit rate.</summary>
    public static readonly TimeSpan TransportInterval = TimeSpan.FromMilliseconds(100);

    private const int BufferBytes = 1500;
    private static readonly Ssrc OwnSsrc = new(1);
    private readonly SrtpSender _sender;
    private readonly WhepAnswer _answer;
    private readonly Action<ReadOnlySpan<byte>> _send;
    private readonly TransportFeedbackLog _transport = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private MonotonicTime _reportAt;
    private MonotonicTime _transportAt;

    /// <param name="sender">Protects what is sent; disposed with this.</param>
    /// <param name="answer">What was agreed on.</param>
    /// <param name="send">Sends a datagram.</param>
    /// <param name="now">When this begins.</param>
    public ViewerFeedback(SrtpSender sender, WhepAnswer answer, Action<ReadOnlySpan<byte>> send, MonotonicTime now)
    {
        _sender = sender;
        _answer = answer;
        _send = send;
        _reportAt = now + ReportInterval;
        _transportAt = answer.TransportSequenceId == 0 ? MonotonicTime.Never : now + TransportInterval;
    }

    /// <summary>When <see cref="HandleTimeout"/> wants to be called next.</summary>
    public MonotonicTime NextTimeout => MonotonicTime.Min(_reportAt, _transportAt);

    /// <summary>Notes a packet.</summary>
    public void Add(in RtpHeader header, ReadOnlySpan<byte> packet, MonotonicTime now)
    {
        if (_answer.TransportSequenceId == 0)
        {
            return;
        }

        RtpExtensionReader extensions = header.ReadExtensions(packet);
        while (extensions.TryRead(out byte id, out ReadOnlySpan<byte> data))
        {
            if (id == _answer.TransportSequenceId && data.Length == sizeof(ushort))
            {
                _transport.Add(new SequenceNumber(System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(data)), now);
            }
        }
    }

    /// <summary>Sends what is due.</summary>
    public void HandleTimeout(ViewerReception reception, MonotonicTime now)
    {
        if (_reportAt <= now)
        {
            _reportAt = now + ReportInterval;
            RtcpWriter writer = new(_buffer);
            writer.ReceiverReport(OwnSsrc, reception.Report(now));
            writer.SourceDescription(OwnSsrc, "viewer"u8);
            Send(writer.Size);
        }

        if (_transportAt <= now)
        {
            _transportAt = now + TransportInterval;
            while (_transport.Write(_buffer, OwnSsrc, _answer.Video) is > 0 and int size)
            {
                Send(size);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();

    private void Send(int size)
    {
        if (_sender.ProtectRtcp(_buffer, size, out int length) == SrtpStatus.Ok)
        {
            _send(_buffer.AsSpan(0, length));
        }
    }
}
