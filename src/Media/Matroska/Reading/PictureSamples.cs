using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Matroska.Reading;

/// <summary>
/// Pictures. A block has the time at which its picture is shown. Where pictures may be shown in another order than they are decoded, the times of decoding are made from
/// those: the n-th picture is decoded at the n-th of all times, which the index moves back until each is decoded before it is shown.
/// </summary>
/// <param name="draft">The track.</param>
/// <param name="usual">DefaultDuration; zero if the file does not say.</param>
/// <param name="mayReorder">Whether pictures may be shown in another order than they are decoded.</param>
/// <param name="clock">What the times of the segment mean.</param>
/// <param name="context">What is left of the budget.</param>
internal sealed class PictureSamples(TrackDraft draft, TimeSpan usual, bool mayReorder, MatroskaClock clock, ParseContext context)
    : TrackSamples(draft, clock, context)
{
    // A picture is decoded at most a decoded picture buffer too early, 16 of them (H.264, A.3.1): so many behind it may be shown before it.
    private const int LongestReorder = 16;

    /// <summary>The longest that a last picture of unknown duration is guessed to last.</summary>
    public static readonly TimeSpan LongestGuess = TimeSpan.FromSeconds(1);

    /// <summary>How long the only picture of a film lasts that says nothing about it.</summary>
    public static readonly TimeSpan UsualGuess = TimeSpan.FromMilliseconds(40);

    // What is decoded further from when it is shown belongs to a clock that started again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // RFC 6386 section 9.1.
    private const byte Vp8ShowFrame = 0x10;

    private readonly bool _isVp8 = draft.SampleEntries[0].Codec == Mp4Codec.Vp8;
    private readonly Queue<Picture> _waiting = [];
    private readonly PriorityQueue<long, long> _times = new();
    private readonly long _usual = TicksOf(usual, draft);
    private readonly long _longestGuess = TicksOf(LongestGuess, draft);
    private readonly long _longestWait = TicksOf(LongestWait, draft);
    private long _step = TicksOf(UsualGuess, draft);
    private long? _last;

    /// <inheritdoc/>
    public override bool IsHidden(ReadOnlySpan<byte> start) => _isVp8 && (start[0] & Vp8ShowFrame) == 0;

    /// <inheritdoc/>
    public override void Finish()
    {
        while (_waiting.Count > 0)
        {
            Release();
        }
    }

    /// <inheritdoc/>
    protected override void Place(in BlockTimes block, IReadOnlyList<BlockFrame> frames, long time, long duration)
    {
        long lasts = duration > 0 ? duration : _usual;
        for (int i = 0; i < frames.Count; i++)
        {
            long shown = time + (i * lasts);
            _waiting.Enqueue(new(frames[i], shown, lasts, block.IsKey && i == 0));
            _times.Enqueue(shown, shown);
            if (_waiting.Count > (mayReorder ? LongestReorder : 0))
            {
                Release();
            }
        }
    }

    private static long TicksOf(TimeSpan span, TrackDraft draft) => MediaTime.Rescale(span.Ticks, (uint)TimeSpan.TicksPerSecond, draft.Timescale);

    private void Release()
    {
        Picture picture = _waiting.Dequeue();
        long decoded = _times.Dequeue();
        long wait = picture.Shown - decoded;
        _step = _last is { } before && decoded > before ? Math.Min(decoded - before, _longestGuess) : _step;
        _last = decoded;

        // A time that goes back, of a clock that started again, is not taken: pictures then follow one another.
        Draft.Packer.MoveTo(decoded);
        Put(picture.Frame, picture.Duration > 0 ? picture.Duration : _step, Math.Abs(wait) <= _longestWait ? (int)wait : 0, picture.IsKey);
    }

    /// <param name="Frame">Where it is.</param>
    /// <param name="Shown">When it is shown.</param>
    /// <param name="Duration">How long it lasts; 0 if the file does not say.</param>
    /// <param name="IsKey">Whether decoding can start here.</param>
    private readonly record struct Picture(BlockFrame Frame, long Shown, long Duration, bool IsKey);
}
