using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <content>What goes when, and what goes with it.</content>
internal sealed partial class PlaybackPeer
{
    /// <summary>How much before its time sound is sent to go with a picture: the length of one at 25 pictures a second.</summary>
    public static readonly TimeSpan MaxSoundLead = TimeSpan.FromMilliseconds(40);

    /// <summary>The most that <see cref="Lead"/> may be. A receiver takes what comes at once for jitter and delays what it shows by as much, to which nobody who watches a film objects.</summary>
    public static readonly TimeSpan MaxLead = TimeSpan.FromMilliseconds(160);

    private bool _hasRun; // picture was written since nothing more was due
    private bool _isSoundNext; // a picture that was written came to its end

    /// <summary>
    /// How much before its time a picture may go together with one that is due, so that the viewer need not be looked after for each: zero, unless the one who calls is short
    /// of time. Only what the pacer lets go at once goes early, and nothing on a path that is narrow.
    /// </summary>
    public TimeSpan Lead { get; set => field = value < MaxLead ? value : MaxLead; }

    private int PollMedia(Span<byte> buffer, MonotonicTime now)
    {
        if (!_missingSince.IsNever)
        {
            // What is made by others may have come this very moment: what was held up must not go out in one burst.
            NoteMissingMedia(now);
        }

        if (_rtcp.TryWriteReport(buffer, now, out int length))
        {
            return _transport.ProtectRtcp(buffer, length);
        }

        return TryWriteMedia(buffer, now, out UnprotectedPacket packet, out RtpExtensionIds extensions) ? SendMedia(buffer, packet, extensions, now) : 0;
    }

    private bool TryWriteMedia(Span<byte> buffer, MonotonicTime now, out UnprotectedPacket packet, out RtpExtensionIds extensions)
    {
        extensions = _options.VideoStream.Extensions;
        MonotonicTime until = Lead > TimeSpan.Zero ? SendStretch.EndOf(now, Lead, _options.VideoStream.Ssrc) : now;
        if (_isSoundNext && TryWriteSound(buffer, now, until, out packet))
        {
            extensions = _options.AudioStream.Extensions;
            _isSoundNext = false;
            return true;
        }

        if (_video is not null && _video.TryWritePacket(buffer, now, until, out packet))
        {
            _hasRun = true;

            // Segmentation offload takes one shorter packet, behind those of one length.
            _isSoundNext = Lead > TimeSpan.Zero && !_video.IsInPicture && !_video.IsRunEqual;
            return true;
        }

        if (TryWriteSound(buffer, now, until, out packet))
        {
            extensions = _options.AudioStream.Extensions;
            return true;
        }

        (_hasRun, _isSoundNext) = (false, false);
        return _video is not null && TryWritePadding(buffer, now, out packet);
    }

    // A message to the kernel costs as much as many packets in it. The sound that is due before the next picture goes with this one, at the end of its run: what is known need
    // not wait for its time, as a receiver's buffer is there for that.
    private bool TryWriteSound(Span<byte> buffer, MonotonicTime now, MonotonicTime until, out UnprotectedPacket packet)
    {
        packet = default;
        MonotonicTime soundUntil = _hasRun ? MonotonicTime.Max(now, MonotonicTime.Min(_video!.NextDue, until + MaxSoundLead)) : now;
        return _audio is not null && !IsStalled(now) && _audio.TryWritePacket(buffer, now, soundUntil, isRun: until > now && !_isSoundNext, out packet);
    }

    private int SendMedia(Span<byte> buffer, in UnprotectedPacket packet, in RtpExtensionIds extensions, MonotonicTime now)
    {
        _rtcp.OnMediaSent(now);
        if (!_hasSentMedia)
        {
            _hasSentMedia = true;
            _events.Enqueue(new(PeerEventKind.Playing));
        }

        _path.Stamp(buffer[..packet.HeaderLength], extensions, now);
        int datagram = _transport.ProtectRtp(buffer, packet);
        _path.OnSent(datagram, now);
        return datagram;
    }
}
