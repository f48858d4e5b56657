namespace Vod.Media.Opus;

/// <summary>
/// Makes a stream of Opus packets without gaps out of one that has some: what was lost or not sent because it was silent is replaced by packets of silence, so that a
/// decoder that counts samples stays in time. Times that drift, as the clock of a sound card does, are no gaps.
/// </summary>
internal sealed class OpusContinuity
{
    /// <summary>
    /// A hole of less is the unevenness of times that are derived from reports of the sender; the shortest packet of a browser is 10 ms, the usual one 20 ms.
    /// </summary>
    public static readonly TimeSpan LeastGap = TimeSpan.FromMilliseconds(8);

    /// <summary>A longer gap is not filled with packets; nobody waits for hours of silence to be written.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);

    private static readonly (TimeSpan Duration, byte[] Packet)[] Silences =
    [
        (TimeSpan.FromMilliseconds(20), OpusSilence.Of(960)),
        (TimeSpan.FromMilliseconds(10), OpusSilence.Of(480)),
        (TimeSpan.FromMilliseconds(5), OpusSilence.Of(240)),
        (TimeSpan.FromMilliseconds(2.5), OpusSilence.Of(120)),
    ];

    /// <summary>Takes a packet.</summary>
    /// <param name="time">When it begins.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <param name="packet">The packet.</param>
    public delegate void Receiver(TimeSpan time, TimeSpan duration, ReadOnlySpan<byte> packet);

    /// <summary>Where the stream ends so far; null before its first packet.</summary>
    public TimeSpan? End { get; private set; }

    /// <summary>Packets that were left out because what they are about is there already.</summary>
    public int Late { get; private set; }

    /// <summary>Adds a packet, and silence before it where something is missing.</summary>
    /// <param name="time">When it begins.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="receiver">Gets the packets of the stream.</param>
    public void Add(TimeSpan time, TimeSpan duration, ReadOnlySpan<byte> packet, Receiver receiver)
    {
        if (End is { } end && time < end - (duration / 2))
        {
            Late++;
            return;
        }

        FillTo(time, receiver);
        receiver(time, duration, packet);
        End = time + duration;
    }

    /// <summary>Adds silence up to a time, as well as packets of silence can; nothing before the first packet.</summary>
    /// <param name="time">The time.</param>
    /// <param name="receiver">Gets the packets.</param>
    public void FillTo(TimeSpan time, Receiver receiver)
    {
        if (End is not { } end || time - end < LeastGap)
        {
            return;
        }

        end = time - end > LongestGap ? time - LongestGap : end;
        foreach ((TimeSpan duration, byte[] packet) in Silences)
        {
            for (; time - end >= duration; end += duration)
            {
                receiver(end, duration, packet);
            }
        }

        End = end;
    }
}
