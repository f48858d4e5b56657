namespace Vod.Media.Preparation;

/// <summary>Which samples each frame of a sound decodes to, counted from the first sample of the first frame, at the rate of the decoder's output.</summary>
internal abstract record FramePositions
{
    /// <summary>Number of frames.</summary>
    public abstract int Count { get; }

    /// <summary>Samples that all frames together decode to.</summary>
    public long Samples => StartOf(Count);

    /// <summary>The first sample of a frame, 0 to <see cref="Count"/>; that of the last is the end.</summary>
    public abstract long StartOf(int frame);

    /// <summary>The frame that a sample is in; the first for what is before it, the last for what is behind it.</summary>
    public abstract int FrameAt(long sample);
}
