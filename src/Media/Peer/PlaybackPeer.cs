using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// One browser that watches a file or what another one publishes: transport, picture, sound and reports, without a socket, a file or a clock.
/// </summary>
/// <remarks>
/// 1. Connecting: checks and handshake come in; the first range of the file is asked for at once, so that reading and handshake overlap.
/// 2. Buffering: the handshake is done; the timeline starts as soon as the first picture and sound are there (or sound has taken too long). A shared one is joined then.
/// 3. Playing: what is due is sent; late storage, or a machine that stood still, moves picture and sound together as the <see cref="TimelinePolicy"/> says.
/// 4. Finishing: everything is sent; the tail gives the jitter buffer time to play it.
/// 5. Closing, Ended: RTCP BYE, DTLS close_notify, the last event.
/// The driver calls one input (<see cref="HandleDatagram"/>, <see cref="HandleTimeout"/>, <see cref="CompleteRead"/>, <see cref="Close"/>) and then drains
/// <see cref="PollRead"/>, <see cref="PollTransmit"/> and <see cref="PollEvent"/> before the next.
/// </remarks>
internal sealed partial class PlaybackPeer : IWorkerPeer
{
    /// <summary>How long the start waits for the first sound; then the picture starts without it.</summary>
    public static readonly TimeSpan MaxAudioWait = TimeSpan.FromSeconds(1);

    /// <summary>From the last packet to the end: the jitter buffer of a browser plays this much later at most when all is well.</summary>
    public static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(400);

    /// <summary>Media that is later than this because of the storage or the machine moves the timeline instead of being caught up with.</summary>
    public static readonly TimeSpan StallTolerance = TimeSpan.FromMilliseconds(300);

    /// <summary>Time between two repetitions of the last video packet during the tail.</summary>
    public static readonly TimeSpan TailProbeInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the start waits for the first picture or sound, and for a read of the file; then the storage is taken for broken.</summary>
    public static readonly TimeSpan MaxStorageWait = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long picture and sound stand still for a read or for what is being made, once they play. A storage that gives up by itself does so before, and says why.
    /// </summary>
    public static readonly TimeSpan MaxStandstill = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BufferingPoll = TimeSpan.FromMilliseconds(5);
    private readonly PeerTransport _transport;
    private readonly PlaybackPeerOptions _options;
    private readonly PlaybackClock _clock = new();
    private readonly TimelinePolicy _timeline;
    private readonly VideoSender? _video;
    private readonly AudioSender? _audio;
    private readonly PathControl _path;
    private readonly RtcpSession _rtcp;
    private readonly Queue<PeerEvent> _events = new();
    private MonotonicTime _now;
    private MonotonicTime _connectedAt = MonotonicTime.Never;
    private MonotonicTime _readSince = MonotonicTime.Never;
    private MonotonicTime _endsAt = MonotonicTime.Never;
    private MonotonicTime _probeAt = MonotonicTime.Never;
    private MonotonicTime _missingSince = MonotonicTime.Never;
    private bool _isPrepared;
    private bool _hasSentMedia;
    private bool _goodbyePending;
    private PeerEvent _ending;

    /// <summary>A peer that waits for the browser's first check.</summary>
    public PlaybackPeer(PeerTransport transport, PlaybackPeerOptions options, MonotonicTime now)
    {
        _transport = transport;
        _options = options;
        _now = now;
        _video = options.Video is null ? null : new(options.Video, options.VideoStream, options.VideoRetransmission, _clock, options.Loop, Counters, options.Pictures);
        _audio = options.Audio is null ? null : new(options.Audio, options.AudioStream, _clock, options.Loop)
        {
            Holds = _video is null && options.SharedEpoch is null && options.Live is null,
        };
        _path = new PathControl(options.PathFeedback, _video, _audio is not null, options.VideoRetransmission is not null);
        _rtcp = new RtcpSession(_video, _audio, _path, options);
        _live = options.Live is { } live ? new LiveTimelinePolicy(live, options.LivePhase, _clock, _video, _audio) : null;
        _timeline = _live
            ?? (options.SharedEpoch is { } epoch ? new SharedTimelinePolicy(epoch, _clock, _video, _audio) : (TimelinePolicy)new PersonalTimelinePolicy(_clock, _video, _audio));
        _timeline.PrepareSound(now);
    }

    /// <inheritdoc cref="PeerTransport.LocalUfrag"/>
    public UfragKey LocalUfrag => _transport.LocalUfrag;

    /// <inheritdoc cref="PeerTransport.RestartedUfrag"/>
    public UfragKey? RestartedUfrag => _transport.RestartedUfrag;

    /// <summary>Where playback stands.</summary>
    public PlaybackState State { get; private set; }

    /// <summary>Datagrams and requests that were dropped, by reason.</summary>
    public PeerDropCounters Drops => Counters.Drops;

    /// <summary>What happened on the way to and from the viewer.</summary>
    public PeerCounters Counters => _transport.Counters;

    /// <summary>Sound packets that were not made in time.</summary>
    public int SkippedAudioPackets => _audio?.Skipped ?? 0;

    /// <summary>The time of the file that is due at a moment; null before the start and after the end.</summary>
    public TimeSpan? PositionAt(MonotonicTime now) =>
        !_clock.IsRunning || State >= PlaybackState.Closing ? null : _options.Loop?.Locate(_clock.PositionAt(now)).Position ?? _clock.PositionAt(now);

    /// <summary>When <see cref="HandleTimeout"/> or <see cref="PollTransmit"/> has something to do, as of the last call.</summary>
    public MonotonicTime NextTimeout
    {
        get
        {
            MonotonicTime playback = State switch
            {
                PlaybackState.Connecting when _live is not null => _endLookAt,
                PlaybackState.Buffering => NextStartCheck(),
                PlaybackState.Playing => NextMediaTime(),
                PlaybackState.Finishing => MonotonicTime.Min(MonotonicTime.Min(_endsAt, _probeAt), NextMediaTime()),
                PlaybackState.Closing => _now,
                _ => MonotonicTime.Never,
            };
            return MonotonicTime.Min(MonotonicTime.Min(_transport.NextTimeout, ReadDeadline), playback);
        }
    }

    /// <summary>Takes a datagram of the shared socket. It may be overwritten.</summary>
    public DatagramOutcome HandleDatagram(Span<byte> datagram, DatagramKind kind, TransportAddress from, MonotonicTime now)
    {
        Begin(now);
        DatagramOutcome outcome = _transport.HandleDatagram(datagram, kind, from, now, out int plainLength);
        if (outcome == DatagramOutcome.RtcpDecrypted)
        {
            _rtcp.Handle(datagram[..plainLength], now, Counters);
        }

        Advance(now);
        return outcome;
    }

    /// <summary>Acts on deadlines that have passed.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        Begin(now);
        _transport.HandleTimeout(now);
        Advance(now);
    }

    /// <summary>Takes the answer to a read.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="bytesRead">Bytes that came.</param>
    /// <param name="failure">What went wrong, or null.</param>
    /// <param name="now">The time.</param>
    public void CompleteRead(in ReadRequest request, int bytesRead, MediaFailure? failure, MonotonicTime now)
    {
        Begin(now);

        // What nobody waits for any more, after a seek, may fail.
        if (!_video!.CompleteRead(request, failure is null ? bytesRead : 0))
        {
            End(failure ?? new(MediaFault.Unreadable, $"the file ends before byte {request.Offset + request.Length}"));
        }

        Advance(now);
    }

    /// <summary>Restarts ICE with new credentials; playback does not notice. False when it is over or the last restart was a moment ago.</summary>
    public bool TryRestartIce(IceCredentials fresh, MonotonicTime now)
    {
        Begin(now);
        bool restarted = State < PlaybackState.Closing && _transport.TryRestartIce(fresh, now);
        Advance(now);
        return restarted;
    }

    /// <summary>Ends playback: the browser is told, then the last event comes.</summary>
    public void Close(SessionEndReason reason, MonotonicTime now)
    {
        Begin(now);
        End(reason, "");
        Advance(now);
    }

    /// <summary>Asks the shell for a range of the file.</summary>
    public bool PollRead(MonotonicTime now, out ReadRequest request)
    {
        Begin(now);
        request = default;
        if (State >= PlaybackState.Closing || _video is null || !_video.PollRead(out request))
        {
            return false;
        }

        _readSince = now;
        return true;
    }

    /// <summary>Takes the next datagram that is to be sent now.</summary>
    /// <param name="buffer">Room for a datagram of 1500 bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="length">Its length.</param>
    /// <param name="to">Where it goes.</param>
    public bool PollTransmit(Span<byte> buffer, MonotonicTime now, out int length, out TransportAddress to)
    {
        Begin(now);
        if (_transport.PollTransmit(buffer, out length, out to))
        {
            return true;
        }

        to = _transport.Path;
        length = State switch
        {
            PlaybackState.Playing or PlaybackState.Finishing => PollMedia(buffer, now),
            PlaybackState.Closing => PollGoodbye(buffer, now),
            _ => 0,
        };
        return length > 0;
    }

    /// <summary>Takes the next event. After <see cref="PeerEventKind.Ended"/> there is none.</summary>
    public bool PollEvent(out PeerEvent peerEvent)
    {
        if (State == PlaybackState.Closing && !_goodbyePending)
        {
            State = PlaybackState.Ended;
            _events.Enqueue(_ending);
        }

        return _events.TryDequeue(out peerEvent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _video?.Dispose();
        _transport.Dispose();
    }

    // A machine that stood still (a paused virtual machine, a starved worker) wakes with seconds of media due at once, which are not to be thrown at the viewer in one
    // burst.
    private void Begin(MonotonicTime now)
    {
        if (State == PlaybackState.Playing && now - _now > StallTolerance && now - NextTimeout is var late && late > StallTolerance)
        {
            OnLate(late, now);
            _missingSince = MonotonicTime.Never;
        }

        _now = now;
        if (!_isPrepared)
        {
            // Not before the first call: the pictures belong to the worker, and the peer was made elsewhere.
            _isPrepared = true;
            _timeline.Prepare(now);
        }
    }

    private void OnLate(TimeSpan by, MonotonicTime now)
    {
        _timeline.OnLate(by, now);
        _rtcp.Anchor(now, _clock.StreamTimeAt(now));
    }

    private bool IsFinished => _video is not { IsFinished: false } && _audio is not { IsFinished: false };

    // Of a file with nothing but sound there is nothing to start with before the sound is there. What is published goes on without waiting for anybody.
    private bool IsReadyToStart(MonotonicTime now) => _live is not null ? _live.HasBegun :
        _video is not { IsReady: false }
        && (_audio is not { IsReady: false } || (_video is not null && (!_timeline.WaitsForSound || now >= _connectedAt + MaxAudioWait)));

    // Sound, and a picture that has to be encoded, are made by others, who tell nobody when it is there; the storage answers.
    private MonotonicTime NextStartCheck() => MonotonicTime.Min(
        _connectedAt + MaxStorageWait, _video is { IsReady: false, IsBeingMade: false } ? MonotonicTime.Never : _now + BufferingPoll);

    private MonotonicTime ReadDeadline => _video is { IsReading: true } && State < PlaybackState.Finishing
        ? _readSince + (State == PlaybackState.Playing ? MaxStandstill : MaxStorageWait)
        : MonotonicTime.Never;

    // While the storage is late with a picture the sound does not run away from it.
    private bool IsStalled(MonotonicTime now) => _timeline.SoundWaitsForPicture && _video is not null && _video.MissingSince + StallTolerance < now;

    private int PollGoodbye(Span<byte> buffer, MonotonicTime now)
    {
        if (!_goodbyePending)
        {
            return 0;
        }

        _goodbyePending = false;
        int length = _rtcp.WriteGoodbye(buffer, now);
        _transport.Close(now);
        return _transport.ProtectRtcp(buffer, length);
    }

    private MonotonicTime NextMediaTime()
    {
        MonotonicTime video = _video?.NextSendTime(_now) ?? MonotonicTime.Never;
        MonotonicTime audio = _audio is null || IsStalled(_now) ? MonotonicTime.Never : _audio.NextSendTime(_now);

        // What time it is in a stream that stands still, no report could say.
        MonotonicTime report = _clock.IsPaused ? MonotonicTime.Never : _rtcp.NextReportDue;

        // Sending may have jumped, or come to the end of a block, after reads were polled.
        bool mustCall = _video is { HasRead: true } || (State == PlaybackState.Playing && IsFinished);
        return MonotonicTime.Min(MonotonicTime.Min(video, audio), MonotonicTime.Min(mustCall ? _now : report, PathTimeout));
    }
}
