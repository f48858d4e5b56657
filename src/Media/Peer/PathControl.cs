using Vod.Media.Bandwidth;
using Vod.Media.Playback;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// Fits what one viewer is sent to the path that carries it: keeps the estimate, the pace and the quality of the picture together. Sound is never thinned.
/// </summary>
/// <param name="feedback">How the viewer tells what its path carries.</param>
/// <param name="video">The picture; null without one, and then there is nothing to thin.</param>
/// <param name="hasAudio">Whether there is sound.</param>
/// <param name="canPad">Whether there is a stream for packets without contents.</param>
internal sealed class PathControl(PathFeedback feedback, VideoSender? video, bool hasAudio, bool canPad)
{
    /// <summary>How often quality is judged while the path is narrow.</summary>
    public static readonly TimeSpan JudgeInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>What is kept for the sound, in bits per second: Opus at its usual rate, and its headers.</summary>
    public const long SoundBitrate = 100_000;

    /// <summary>Headers and tags over payload, for packets of full size.</summary>
    public const double PacketOverhead = 1.04;

    /// <summary>What the estimate should be, over what the stream takes: enough to be restored to full quality, and to stay there.</summary>
    public const double WantedMargin = 1.25;

    /// <summary>An estimate by the viewer that is further above what it receives has grown as far as it can (libwebrtc lets it grow to 1.5 times).</summary>
    public const double BlindMargin = 1.25;

    private static readonly TimeSpan LateMemory = TimeSpan.FromSeconds(1);
    private readonly BandwidthController _bandwidth = new(feedback, canPad);
    private readonly QualityPolicy _policy = new();
    private QualityNeeds _needs;
    private MonotonicTime _judgeAt = MonotonicTime.Zero;

    /// <inheritdoc cref="BandwidthController.Estimate"/>
    public long? Estimate => _bandwidth.Estimate;

    /// <summary>How much of the picture is sent.</summary>
    public SendQuality Quality => _policy.Quality;

    /// <summary>When <see cref="TryJudge"/> or <see cref="WantsPadding"/> has something to do; never while the path is wide enough.</summary>
    public MonotonicTime NextTimeout => IsAtRest ? MonotonicTime.Never : MonotonicTime.Min(_judgeAt, _bandwidth.NextTimeout);

    /// <summary>Whether a packet without contents is to be sent now.</summary>
    public bool WantsPadding(MonotonicTime now) => !IsAtRest && _bandwidth.WantsPadding(now);

    /// <summary>Fills in the header extension of a packet that leaves now.</summary>
    public void Stamp(Span<byte> packet, in RtpExtensionIds ids, MonotonicTime now) =>
        RtpPacketStamp.Write(packet, ids, _bandwidth.NextNumber, AbsSendTime.From(NtpTime.FromUnix(TimeSpan.FromTicks(now.Ticks))));

    /// <summary>Counts a packet that was stamped.</summary>
    public void OnSent(int bytes, MonotonicTime now) => _bandwidth.OnSent(bytes, now);

    /// <inheritdoc cref="BandwidthController.OnTransportFeedback"/>
    public void OnTransportFeedback(TransportFeedbackReader statuses, TimeSpan roundTrip, MonotonicTime now)
    {
        if (feedback == PathFeedback.TransportWide)
        {
            _bandwidth.OnTransportFeedback(statuses, roundTrip, now);
            Apply();
        }
    }

    /// <inheritdoc cref="BandwidthController.OnReceiverEstimate"/>
    public void OnReceiverEstimate(long bitsPerSecond, MonotonicTime now)
    {
        _bandwidth.OnReceiverEstimate(bitsPerSecond, now);
        Apply();
    }

    /// <inheritdoc cref="BandwidthController.OnReceiverReport"/>
    public void OnReceiverReport(byte fractionLost, MonotonicTime now)
    {
        _bandwidth.OnReceiverReport(fractionLost, now);
        Apply();
    }

    /// <summary>Judges the quality when it is time to; true with an event when the viewer is to be told of the path.</summary>
    public bool TryJudge(MonotonicTime now, out PeerEvent told)
    {
        told = default;
        if (video is null || IsAtRest || now < _judgeAt)
        {
            return false;
        }

        _judgeAt = now + JudgeInterval;
        _needs = Measure(video);
        _bandwidth.Wanted = (long)(_needs.Full * WantedMargin);
        bool changed = _policy.Judge(Estimate, _needs, now < video.Thinning.LateSince + LateMemory && !video.Thinning.LateSince.IsNever, IsBlind, now);
        Apply();
        told = new(_policy.IsTooNarrow ? PeerEventKind.PathTooNarrow : PeerEventKind.PathWideEnough, StreamBitrate: _needs.Full, PathBitrate: Estimate ?? _needs.Full);
        return changed;
    }

    private bool IsAtRest => video is null || (Estimate is null && _policy.IsAtRest);

    private bool IsBlind => feedback == PathFeedback.ReceiverEstimate && !canPad && Estimate > _bandwidth.SentBitrate * BlindMargin;

    private void Apply()
    {
        if (video is not null)
        {
            video.SetPathBitrate(_bandwidth.PaceBitrate);
            video.Thinning.IsPathNarrow = Estimate is not null;
            video.Thinning.Quality = _policy.Quality;
        }
    }

    private QualityNeeds Measure(VideoSender picture)
    {
        long ahead = (long)(picture.LookAhead().All * picture.Speed);
        double full = (ahead > 0 ? ahead : picture.AverageBitrate) * PacketOverhead;
        long sound = hasAudio ? SoundBitrate : 0;
        return new((long)full + sound, (long)(full * (1 - picture.Thinning.DisposableShare)) + sound);
    }
}
