using Vod.Media.Load.Reception;
using Vod.Media.Load.Signalling;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Viewers;

/// <summary>The streams of one viewer.</summary>
internal sealed class ViewerReception
{
    private readonly StreamReception[] _streams;
    private long _bytes;
    private MonotonicTime? _lastPacket;

    public ViewerReception(WhepAnswer answer)
    {
        Video = new StreamReception(answer.Video, RtpClock.VideoRate);
        List<StreamReception> streams = [Video];
        if (answer.Audio is { } audio)
        {
            streams.Add(new StreamReception(audio, RtpClock.OpusRate));
        }

        if (answer.Retransmission is { } retransmission)
        {
            streams.Add(new StreamReception(retransmission, RtpClock.VideoRate));
        }

        _streams = [.. streams];
    }

    /// <summary>The picture.</summary>
    public StreamReception Video { get; }

    /// <summary>The longest time without any packet since the last <see cref="BeginWindow"/>.</summary>
    public TimeSpan LargestGap { get; private set; }

    /// <summary>Datagrams that are not what a browser takes.</summary>
    public long Rejected { get; set; }

    /// <summary>What came so far.</summary>
    public ViewerCounters Counters => new(
        _streams.Sum(stream => stream.Packets.Received),
        _bytes,
        _streams.Sum(stream => stream.Packets.Lost),
        _streams.Sum(stream => stream.Packets.Duplicates),
        _streams.Sum(stream => stream.Packets.TooLate),
        Rejected);

    /// <summary>Notes a packet; false when it is of no stream that was announced.</summary>
    public bool Add(in RtpHeader header, int bytes, MonotonicTime now)
    {
        if (Find(header.Ssrc) is not { } stream)
        {
            return false;
        }

        stream.Add(header, now);
        _bytes += bytes;
        if (_lastPacket is { } last && now - last > LargestGap)
        {
            LargestGap = now - last;
        }

        _lastPacket = now;
        return true;
    }

    /// <summary>Notes the sender report of a stream.</summary>
    public void Add(Ssrc sender, SenderInfo info, MonotonicTime now) => Find(sender)?.Add(info, now);

    /// <summary>Forgets the gaps so far.</summary>
    public void BeginWindow() => LargestGap = TimeSpan.Zero;

    /// <summary>The blocks of a receiver report: a stream that has not begun has none.</summary>
    public ReportBlock[] Report(MonotonicTime now) => [.. _streams.Where(stream => stream.Packets.Received > 0).Select(stream => stream.Report(now))];

    private StreamReception? Find(Ssrc ssrc)
    {
        foreach (StreamReception stream in _streams)
        {
            if (stream.Ssrc == ssrc)
            {
                return stream;
            }
        }

        return null;
    }
}
