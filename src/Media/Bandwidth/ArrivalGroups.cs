using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// Puts packets into groups that left together and compares the time between groups at both ends (draft-ietf-rmcat-gcc-02 section 5.1 and 5.2): a run of packets that the pacer let go at once,
/// or that a radio link held back and delivered at once, says nothing as single packets.
/// </summary>
internal sealed class ArrivalGroups
{
    /// <summary>Packets sent within this time belong together.</summary>
    public static readonly TimeSpan MaxSpan = TimeSpan.FromMilliseconds(5);

    /// <summary>How long packets that arrive on top of each other are taken for one group.</summary>
    public static readonly TimeSpan MaxBurst = TimeSpan.FromMilliseconds(100);

    /// <summary>A step of the receiver's clock, or an outage, after which comparing makes no sense.</summary>
    public static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(3);

    private Group _previous;
    private Group _current;

    /// <summary>Takes a packet in the order they were sent; true when it begins a new group and two were complete before it.</summary>
    /// <param name="sent">When it was sent.</param>
    /// <param name="arrived">When it arrived, on the receiver's clock.</param>
    /// <param name="delta">The two that were complete.</param>
    public bool TryAdd(MonotonicTime sent, TimeSpan arrived, out GroupDelta delta)
    {
        delta = default;
        if (!_current.Exists || (arrived - _current.LastArrival).Duration() > MaxGap)
        {
            _previous = default;
            _current = new(sent, arrived);
            return false;
        }

        if (sent < _current.FirstSent)
        {
            return false;
        }

        if (Belongs(sent, arrived))
        {
            _current.LastSent = MonotonicTime.Max(_current.LastSent, sent);
            _current.LastArrival = arrived;
            return false;
        }

        bool isComparable = _previous.Exists && _current.LastArrival >= _previous.LastArrival;
        delta = new(_current.LastSent - _previous.LastSent, _current.LastArrival - _previous.LastArrival, _current.LastArrival);
        _previous = _current;
        _current = new(sent, arrived);
        return isComparable;
    }

    private bool Belongs(MonotonicTime sent, TimeSpan arrived)
    {
        TimeSpan sinceSent = sent - _current.LastSent;
        TimeSpan sinceArrived = arrived - _current.LastArrival;
        bool arrivesOnTop = sinceArrived < sinceSent && sinceArrived <= MaxSpan && arrived - _current.FirstArrival < MaxBurst;
        return sent - _current.FirstSent <= MaxSpan || arrivesOnTop;
    }

    private struct Group(MonotonicTime sent, TimeSpan arrived)
    {
        public readonly MonotonicTime FirstSent = sent;
        public readonly TimeSpan FirstArrival = arrived;
        public MonotonicTime LastSent = sent;
        public TimeSpan LastArrival = arrived;
        public readonly bool Exists = true;
    }
}
