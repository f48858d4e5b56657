using Vod.Media.Engine;
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

        NoteMissingPicture(now);
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
        else if (FindUnmade() is { } what)
        {
            End(SessionEndReason.WrongFormat, what);
        }
        else if (FindBrokenSource(now) is { } problem)
        {
            EndReading(problem);
        }
    }

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
            End(SessionEndReason.EndOfFile, "");
        }
        else if (State == PlaybackState.Finishing && now >= _probeAt)
        {
            _probeAt = now + TailProbeInterval;
            _video?.ProbeTail(now);
        }
    }

    private void NoteMissingPicture(MonotonicTime now)
    {
        MonotonicTime missingSince = State == PlaybackState.Playing ? _video?.MissingSince ?? MonotonicTime.Never : MonotonicTime.Never;
        if (missingSince.IsNever && _missingSince + StallTolerance < now)
        {
            OnLate(now - _missingSince, now);
        }

        _missingSince = missingSince;
    }

    private void EndReading(string detail) =>
        End(_clock.IsRunning ? SessionEndReason.ReadFailedWhilePlaying : SessionEndReason.ReadFailed, detail);

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
