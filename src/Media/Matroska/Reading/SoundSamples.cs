using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Matroska.Reading;

/// <summary>
/// Sound. A block has a time that is rounded, mostly to a millisecond, while a frame lasts a number of samples: where that is known the frames lie one behind the other, and
/// the time of a block counts only when it strays from that.
/// </summary>
/// <param name="draft">The track; its ticks are samples.</param>
/// <param name="track">What the file says of it.</param>
/// <param name="clock">What the times of the segment mean.</param>
/// <param name="context">What is left of the budget.</param>
internal sealed class SoundSamples(TrackDraft draft, MatroskaTrack track, MatroskaClock clock, ParseContext context) : TrackSamples(draft, clock, context)
{
    /// <summary>
    /// How far the time of a block may stray from the end of the frame before it. Half of what browsers send in a packet: rounding and the jitter of a recorder's clock stay
    /// below, a packet that was lost does not.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    // Where dOps, which the entry has, keeps PreSkip.
    private const int PreSkipPosition = 2;

    private readonly long _usual = TicksOf(track.DefaultDuration, draft);
    private readonly long _tolerance = TicksOf(Tolerance, draft);
    private long _next = long.MinValue;
    private long _blockTime = long.MinValue;
    private long _guess;
    private int _blockFrames;

    /// <inheritdoc/>
    public override FrameLength Length { get; } = FrameLength.For(draft.SampleEntries[0]);

    /// <inheritdoc/>
    protected override long Delay => track.CodecDelay > TimeSpan.Zero ? TicksOf(track.CodecDelay, Draft) : PreSkip;

    // Files from before there was CodecDelay say it in OpusHead only.
    private long PreSkip => Draft.SampleEntries[0] is { Codec: Mp4Codec.Opus, CodecConfiguration: { Length: > PreSkipPosition + 1 } box }
        ? (long)EbmlElement.ReadUnsigned(box.Span.Slice(PreSkipPosition, sizeof(ushort)))
        : 0;

    /// <inheritdoc/>
    protected override void Place(in BlockTimes block, IReadOnlyList<BlockFrame> frames, long time, long duration)
    {
        // Frames that tell nothing last as long as those of the block before did.
        _guess = _blockFrames > 0 ? Math.Max(0, (time - _blockTime) / _blockFrames) : 0;
        (_blockTime, _blockFrames) = (time, frames.Count);
        for (int i = 0; i < frames.Count; i++)
        {
            BlockFrame frame = frames[i];
            bool isKnown = frame.Length > 0;
            if (i == 0 && (!isKnown || _next == long.MinValue || Math.Abs(time - _next) > _tolerance))
            {
                _next = time;
                Draft.Packer.MoveTo(time);
            }

            long lasts = isKnown ? frame.Length : duration > 0 ? duration : _usual > 0 ? _usual : _guess;
            _next += lasts;
            Put(frame, lasts - (i + 1 == frames.Count ? DiscardedOf(block) : 0), 0, isSync: true);
        }
    }

    private static long TicksOf(TimeSpan span, TrackDraft draft) => MediaTime.Rescale(span.Ticks, (uint)TimeSpan.TicksPerSecond, draft.Timescale);

    private long DiscardedOf(in BlockTimes block) => block.Discarded > 0 ? MatroskaClock.Convert(block.Discarded, Draft.Timescale) : 0;
}
