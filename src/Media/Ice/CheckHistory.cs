namespace Vod.Media.Ice;

/// <summary>
/// The latest genuine checks. MESSAGE-INTEGRITY does not cover the source address, so someone who has recorded a check could send
/// it again from elsewhere to draw the stream there (RFC 8445 section 19.2), or keep the consent of a peer alive that has left.
/// A check therefore counts once: from the same address again it is a retransmission, from another one a replay.
/// </summary>
internal sealed class CheckHistory
{
    /// <summary>
    /// Checks remembered: at one check in 2.5 s the last 80 s, more than twice the consent period, after which a replay finds a session
    /// that has ended or moved on. Older recordings are beyond what a lite agent can see.
    /// </summary>
    public const int Capacity = 32;

    private readonly (TransactionId Id, TransportAddress From)[] _checks = new (TransactionId, TransportAddress)[Capacity];
    private int _next;
    private int _count;

    /// <summary>Looks a genuine check up and remembers it when it is new.</summary>
    public Verdict Note(TransactionId id, TransportAddress from)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_checks[i].Id == id)
            {
                return _checks[i].From == from ? Verdict.Repeated : Verdict.Replayed;
            }
        }

        _checks[_next] = (id, from);
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        return Verdict.New;
    }

    /// <summary>What the history says about a check.</summary>
    internal enum Verdict
    {
        /// <summary>Not seen before.</summary>
        New,

        /// <summary>Seen from the same address.</summary>
        Repeated,

        /// <summary>Seen from another address.</summary>
        Replayed,
    }
}
