using System.Diagnostics;
using Vod.Media.Engine;
using Vod.Media.Timing;

namespace Vod.Media.Host.Telemetry;

/// <summary>
/// Follows one session from its command to its first packet, and to its end, and makes metrics and spans of what it sees. The core that does the work knows nothing of
/// this: the stages are known from its events. Called by the opening of the session first and by its worker then, never by both at once.
/// </summary>
/// <param name="metrics">Takes the times.</param>
/// <param name="clock">The time.</param>
/// <param name="id">The session.</param>
/// <param name="trace">The span it belongs to. The command that has it is not kept: its offer is 10 KB, and the session may last for hours.</param>
/// <param name="isPublisher">Whether its media comes from the browser. Its times are in the trace alone: the metrics are about what viewers wait for.</param>
internal sealed class SessionJoin(SessionMetrics metrics, MonotonicClock clock, SessionId id, ActivityContext trace, bool isPublisher = false)
{
    private const string Connect = "connect";
    private const string FirstPacket = "first packet";
    private SessionState _state;
    private MonotonicTime _answeredAt;
    private Activity? _join;
    private Activity? _open;

    /// <summary>When the command came.</summary>
    public MonotonicTime OpenedAt { get; } = clock.Now;

    /// <summary>When ICE and DTLS were up; never until then.</summary>
    public MonotonicTime ConnectedAt { get; private set; } = MonotonicTime.Never;

    /// <summary>Opening begins. Spans that are begun on this path from now on belong to it.</summary>
    public void OnOpening()
    {
        metrics.Enter(SessionState.Opening);
        _join = MediaTrace.Source.StartActivity(isPublisher ? "publish" : "join", ActivityKind.Internal, trace, startTime: clock.WallTime(OpenedAt));
        _join?.SetTag("vod.session.id", id.ToString());
        _open = MediaTrace.Source.StartActivity("open");
    }

    /// <summary>The offer is answered. Tell it before the worker has the session.</summary>
    public void OnAnswered()
    {
        _answeredAt = clock.Now;
        Move(SessionState.Connecting);
        Record(JoinStage.Open, _answeredAt - OpenedAt);
        _open?.Dispose();
    }

    /// <summary>ICE and DTLS are up.</summary>
    public void OnConnected()
    {
        ConnectedAt = clock.Now;
        Record(JoinStage.Connect, ConnectedAt - _answeredAt);
        MediaTrace.Add(Connect, _join, clock.WallTime(_answeredAt), clock.WallTime(ConnectedAt));
    }

    /// <summary>The first media packet is sent, or the first media of a publisher has come.</summary>
    public void OnPlaying()
    {
        MonotonicTime now = clock.Now;
        Move(isPublisher ? SessionState.Publishing : SessionState.Playing);
        Record(JoinStage.FirstPacket, now - ConnectedAt);
        MediaTrace.Add(FirstPacket, _join, clock.WallTime(ConnectedAt), clock.WallTime(now));
        MediaTrace.End(_join);
    }

    /// <summary>The session is over.</summary>
    public void OnEnded(SessionEndReason reason)
    {
        metrics.Leave(_state);
        metrics.CountEnd(reason);
        string? failure = reason < SessionEndReason.FileNotFound ? null : reason.ToString();
        switch (_state)
        {
            case SessionState.Opening:
                MediaTrace.Fail(_open, failure);
                MediaTrace.End(_open);
                break;
            case SessionState.Connecting:
                (string stage, MonotonicTime since) = ConnectedAt.IsNever ? (Connect, _answeredAt) : (FirstPacket, ConnectedAt);
                MediaTrace.Add(stage, _join, clock.WallTime(since), clock.WallTime(clock.Now), failure);
                break;
            default:
                return;
        }

        MediaTrace.Fail(_join, failure);
        MediaTrace.End(_join);
    }

    private void Record(JoinStage stage, TimeSpan duration)
    {
        if (!isPublisher)
        {
            metrics.Record(stage, duration);
        }
    }

    private void Move(SessionState state)
    {
        metrics.Leave(_state);
        _state = state;
        metrics.Enter(state);
    }
}
