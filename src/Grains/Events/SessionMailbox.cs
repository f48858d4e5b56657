using System.Diagnostics.CodeAnalysis;
using Vod.Media.Engine;

namespace Vod.Grains.Events;

/// <summary>
/// The events of one session on their way out, at most one of each kind, so a receiver that is slow or gone cannot make it grow. One deliverer at a
/// time takes from it: that is what keeps the events of a session in order without a thread of its own.
/// </summary>
internal sealed class SessionMailbox
{
    private readonly Lock _gate = new();
    private readonly List<EngineEvent> _pending = [];
    private bool _delivering;
    private bool _over;

    /// <summary>Whether the session has ended, so that older news is no longer worth another attempt.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _over;
            }
        }
    }

    /// <summary>
    /// Puts an event in; one of the same kind that still waits is replaced and keeps its place. True when nobody delivers: the caller must start.
    /// </summary>
    public bool Post(EngineEvent engineEvent)
    {
        lock (_gate)
        {
            int same = _pending.FindIndex(waiting => waiting.GetType() == engineEvent.GetType());
            if (same >= 0)
            {
                _pending[same] = engineEvent;
            }
            else
            {
                _pending.Add(engineEvent);
            }

            _over |= engineEvent is SessionEnded;
            bool mustStart = !_delivering;
            _delivering = true;
            return mustStart;
        }
    }

    /// <summary>
    /// Takes the oldest event. False when there is none: the deliverer is then relieved, and the next <see cref="Post"/> calls for a new one.
    /// </summary>
    public bool TryTake([NotNullWhen(true)] out EngineEvent? engineEvent)
    {
        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                _delivering = false;
                engineEvent = null;
                return false;
            }

            engineEvent = _pending[0];
            _pending.RemoveAt(0);
            return true;
        }
    }
}
