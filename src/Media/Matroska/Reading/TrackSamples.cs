using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Matroska.Reading;

/// <summary>Puts the frames of a track, as the blocks bring them, into its index.</summary>
/// <param name="draft">The track.</param>
/// <param name="clock">What the times of the segment mean.</param>
/// <param name="context">What is left of the budget.</param>
internal abstract class TrackSamples(TrackDraft draft, MatroskaClock clock, ParseContext context)
{
    /// <summary>The track.</summary>
    public TrackDraft Draft => draft;

    /// <summary>How long frames last by what is in them; of pictures nothing tells.</summary>
    public virtual FrameLength Length => default;

    /// <summary>Whether a frame is decoded and not shown, by its first bytes.</summary>
    public virtual bool IsHidden(ReadOnlySpan<byte> start) => false;

    /// <summary>What the decoder gives before what counts, in ticks of the track.</summary>
    protected virtual long Delay => 0;

    /// <summary>What the times of the segment mean.</summary>
    protected MatroskaClock Clock => clock;

    /// <summary>Adds the frames of a block, unless its time is nonsense.</summary>
    public void Add(in BlockTimes block, IReadOnlyList<BlockFrame> frames)
    {
        if (clock.TryConvert(block.Time, draft.Timescale, out long time))
        {
            long duration = clock.TryConvert(block.Duration, draft.Timescale, out long lasts) ? lasts / frames.Count : 0;
            Place(block, frames, time, duration);
        }
    }

    /// <summary>No more frames come.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>Ends the gathering of the track.</summary>
    /// <param name="origin">The time at which the film starts.</param>
    public void Seal(MediaTime origin) => draft.Seal(new MediaTime(origin.To(draft.Timescale).Value + Delay, draft.Timescale));

    /// <summary>Adds the frames of a block.</summary>
    /// <param name="block">What the file says about them.</param>
    /// <param name="frames">The frames, at least one.</param>
    /// <param name="time">When the first begins, in ticks of the track.</param>
    /// <param name="duration">How long each of them lasts, in ticks of the track; 0 if the block does not say.</param>
    protected abstract void Place(in BlockTimes block, IReadOnlyList<BlockFrame> frames, long time, long duration);

    /// <summary>Adds a frame at the time that the packer was moved to.</summary>
    protected void Put(in BlockFrame frame, long duration, int compositionOffset, bool isSync)
    {
        if (!draft.IsOpen)
        {
            return;
        }

        draft.ShowsEverySample = !frame.IsHidden && (draft.ShowsEverySample || draft.Packer.Count == 0);
        draft.Fault = frame.Size > context.Limits.MaxSampleBytes ? Mp4TrackFault.SampleTooLarge
            : !context.Budget.TryTake(1) ? Mp4TrackFault.TooManySamples
            : draft.Packer.TryAdd(frame.Offset, frame.Size, (uint)Math.Clamp(duration, 0, SampleIndexBuilder.LargestDuration), compositionOffset, 0, isSync)
                ? Mp4TrackFault.None
                : Mp4TrackFault.TooManySamples;
    }
}
