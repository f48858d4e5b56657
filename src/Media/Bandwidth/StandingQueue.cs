using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// How long packets wait on the path, over the least they ever took lately. A queue that neither grows nor shrinks has no trend, yet everything that is sent is late by it.
/// </summary>
/// <remarks>
/// The clocks of both ends are compared only with themselves. A path that has become longer looks like a queue until <see cref="Memory"/> has passed twice.
/// </remarks>
internal sealed class StandingQueue
{
    /// <summary>How long the least is remembered, at least.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private TimeSpan _least = TimeSpan.MaxValue;
    private TimeSpan _leastBefore = TimeSpan.MaxValue;
    private TimeSpan _leastOfMessage = TimeSpan.MaxValue;
    private MonotonicTime _renewAt = MonotonicTime.Never;

    /// <summary>How long the packet waited that waited least, of those the last message told of.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Whether they waited less than those of the message before.</summary>
    public bool IsFalling { get; private set; }

    /// <summary>Takes in a packet of a message.</summary>
    /// <param name="sent">When it was sent.</param>
    /// <param name="arrived">When it arrived, on the receiver's clock.</param>
    public void Add(MonotonicTime sent, TimeSpan arrived)
    {
        TimeSpan delay = arrived - TimeSpan.FromTicks(sent.Ticks);
        _leastOfMessage = delay < _leastOfMessage ? delay : _leastOfMessage;
    }

    /// <summary>A message has been read to its end.</summary>
    public void EndMessage(MonotonicTime now)
    {
        if (_leastOfMessage == TimeSpan.MaxValue)
        {
            return;
        }

        if (_renewAt.IsNever || now >= _renewAt)
        {
            (_leastBefore, _least, _renewAt) = (_least, _leastOfMessage, now + Memory);
        }

        _least = _leastOfMessage < _least ? _leastOfMessage : _least;
        TimeSpan delay = _leastOfMessage - (_least < _leastBefore ? _least : _leastBefore);
        (IsFalling, Delay) = (delay < Delay, delay);
        _leastOfMessage = TimeSpan.MaxValue;
    }
}
