namespace Vod.Media.Preparation;

/// <summary>Frames of one length, as the codec lays down: counting them is more exact than any time in the file.</summary>
/// <param name="FrameCount">How many.</param>
/// <param name="Length">Samples of each.</param>
internal sealed record EqualFrames(int FrameCount, int Length) : FramePositions
{
    /// <inheritdoc/>
    public override int Count => FrameCount;

    /// <inheritdoc/>
    public override long StartOf(int frame) => (long)frame * Length;

    /// <inheritdoc/>
    public override int FrameAt(long sample) => (int)Math.Clamp(sample / Length, 0, Count - 1);
}
