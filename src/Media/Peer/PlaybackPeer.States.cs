using Vod.Media.Engine;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <content>From one state to the next.</content>
internal sealed partial class PlaybackPeer
{
    private void Advance(MonotonicTime now)
    {
        if (State >= PlaybackState.Closing)
        {
            return;
        }

        NoteMissingMedia(now);
        EndIfBroken(now);
        if (State == PlaybackState.Connecting && _transport.State == TransportState.Connected)
        {
            State = PlaybackState.Buffering;
            _connectedAt = now;
            _timeline.Prepare(now);
            _events.Enqueue(new(PeerEventKind.Connected));
        }

        if (State <= PlaybackState.Buffering && _video is { IsBeingMade: true })
        {
            _timeline.Prepare(now);
        }

        if (_live is not null)
        {
            AdvanceLive(now);
        }

        AdvancePlaying(now);
        JudgePath(now);
    }

    private void EndIfBroken(MonotonicTime now)
    {
        if (_transport.State == TransportState.Failed)
        {
            End(_transport.Failure, _transport.FailureDetail);
        }
        else if (_transport.State == TransportState.ClosedByPeer)
        {
            End(SessionEndReason.ClosedByPeer, "");
        }
        else if ((FindUnmade() ?? FindLate(now)) is { } failure)
        {
            End(failure);
        }
    }

    // A picture goes on without its sound.
    private MediaFailure? FindUnmade() => _video is not null ? _video.Broken : State < PlaybackState.Finishing ? _audio?.Broken : null;

    private MediaFailure? FindLate(MonotonicTime now) => State switch
    {
        < PlaybackState.Finishing when now >= ReadDeadline => new(MediaFault.GaveUp, "the storage has not answered"),
        PlaybackState.Buffering when now >= _connectedAt + MaxStorageWait => new(MediaFault.GaveUp, "picture or sound was not made in time"),
        PlaybackState.Playing when IsBeingMade && now >= _missingSince + MaxStandstill => new(MediaFault.GaveUp, "picture or sound was not made in time"),
        _ => null,
    };

    private bool IsBeingMade => _video is { IsBeingMade: true } || _audio is { Holds: true };

    private void AdvancePlaying(MonotonicTime now)
    {
        if (State == PlaybackState.Buffering && IsReadyToStart(now))
        {
            State = PlaybackState.Playing;
            _timeline.Start(now);
            _rtcp.Anchor(now, _clock.StreamTimeAt(now));
        }
        else if (State == PlaybackState.Playing && IsFinished)
        {
            State = PlaybackState.Finishing;
            _endsAt = MonotonicTime.Max(now, _clock.DueTime(_options.Duration)) + Tail;
            _probeAt = now + TailProbeInterval;
        }
        else if (State == PlaybackState.Finishing && now >= _endsAt)
        {
            End(EndOfMedia, "");
        }
        else if (State == PlaybackState.Finishing && now >= _probeAt)
        {
            _probeAt = now + TailProbeInterval;
            _video?.ProbeTail(now);
        }
    }

    private void NoteMissingMedia(MonotonicTime now)
    {
        MonotonicTime missingSince = State == PlaybackState.Playing
            ? _video?.MissingSince ?? (_audio is { Holds: true } ? _audio.MissingSince : MonotonicTime.Never)
            : MonotonicTime.Never;
        if (missingSince.IsNever && _missingSince + StallTolerance < now)
        {
            OnLate(now - _missingSince, now);
        }

        _missingSince = missingSince;
    }

    private void End(MediaFailure failure) => End(ReasonOf(failure.Fault), failure.Detail);

    private SessionEndReason ReasonOf(MediaFault fault) => fault switch
    {
        MediaFault.Unmakeable => SessionEndReason.WrongFormat,
        MediaFault.GaveUp => SessionEndReason.ReadFailed,
        _ => _clock.IsRunning ? SessionEndReason.ReadFailedWhilePlaying : SessionEndReason.ReadFailed,
    };

    private void End(SessionEndReason reason, string detail)
    {
        if (State >= PlaybackState.Closing)
        {
            return;
        }

        _goodbyePending = _transport.State == TransportState.Connected;
        _ending = new(PeerEventKind.Ended, reason, detail);
        State = PlaybackState.Closing;
    }
}
