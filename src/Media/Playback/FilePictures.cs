using Vod.Media.H264;
using Vod.Media.Mp4;

namespace Vod.Media.Playback;

/// <summary>The pictures as they are in the file, read around the play head. Numbers are those of <see cref="SampleWindow"/>.</summary>
/// <param name="source">The picture of the file.</param>
/// <param name="loops">Whether the first picture follows the last.</param>
internal sealed class FilePictures(VideoSource source, bool loops) : PictureSupply
{
    private readonly SampleIndex _samples = source.Samples;
    private readonly SampleWindow _window = new(source.Samples, SampleWindow.BlockBytesFor(source.AverageBitrate), loops);
    private long _newestShown = long.MinValue;

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _window.IsReading;

    /// <summary>Asks for the next range of the file.</summary>
    /// <param name="playHead">The picture that is played next.</param>
    /// <param name="request">The range.</param>
    public bool PollRead(long playHead, out ReadRequest request) => _window.TryPlanRead(playHead, out request);

    /// <inheritdoc cref="SampleWindow.HasReadFor"/>
    public bool HasReadFor(long playHead) => _window.HasReadFor(playHead);

    /// <inheritdoc cref="SampleWindow.IsRecalling"/>
    public bool IsRecalling => _window.IsRecalling;

    /// <inheritdoc cref="SampleWindow.Recall"/>
    public void Recall(long number) => _window.Recall(IndexOf(number));

    /// <summary>Asks for the picture that is to be brought back, when no read is outstanding.</summary>
    public bool PollRecall(out ReadRequest request) => _window.TryPlanRecall(out request);

    /// <summary>Takes the answer to a read; false when the file is shorter than its index says.</summary>
    public bool CompleteRead(in ReadRequest request, int bytesRead) => _window.Complete(request, bytesRead);

    /// <inheritdoc/>
    public override bool Exists(long number) => _samples.Count > 0 && (loops || number < _samples.Count);

    /// <inheritdoc/>
    public override long After(long number) => number + 1;

    /// <inheritdoc/>
    public override (long Lap, long Time) TimeOf(long number) => (number / _samples.Count, _samples.GetSample(IndexOf(number)).CompositionTime);

    /// <inheritdoc/>
    public override int SizeOf(long number) => _samples.GetSample(IndexOf(number)).Size;

    /// <inheritdoc/>
    public override bool IsKey(long number) => _samples.GetSample(IndexOf(number)).IsSync;

    /// <inheritdoc/>
    public override long KeyBefore(long lap, long time)
    {
        int shown = _samples.FindByCompositionTime(time);
        return shown < 0 ? 0 : (lap * _samples.Count) + _samples.FindSyncAtOrBefore(shown);
    }

    /// <inheritdoc/>
    public override long KeyOf(long number) => number - IndexOf(number) + _samples.FindSyncAtOrBefore(IndexOf(number));

    /// <inheritdoc/>
    public override bool IsReady(long number) => _window.Holds(IndexOf(number));

    /// <inheritdoc/>
    public override bool TryGet(long number, out SuppliedPicture picture)
    {
        int index = IndexOf(number);
        MediaSample sample = _samples.GetSample(index);
        bool isThere = _window.TryGet(index, sample, out ReadOnlySpan<byte> bytes);
        picture = new()
        {
            CompositionTime = sample.CompositionTime,
            Lap = number / _samples.Count,
            IsKey = sample.IsSync,
            Bytes = bytes,
            Format = source.FormatOf(index),
        };
        return isThere;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Of a reordered stream only the pictures that come in the order they are shown in are sent: a receiver shows them as they come, and its decoder takes one that
    /// comes late for an error. Those nobody refers to can be left out for free; a B picture that others refer to leaves traces until the next key frame.
    /// </remarks>
    public override bool Take(long number, in SuppliedPicture picture, bool isInBurst)
    {
        if (!source.IsReordered)
        {
            return !isInBurst || !AccessUnit.IsDisposable(picture.Bytes, picture.Format.NalLengthSize);
        }

        // Also where the file begins: one without key frames would be left out from its second lap on.
        if (picture.IsKey || IndexOf(number) == 0)
        {
            _newestShown = long.MinValue;
        }

        if (picture.CompositionTime < _newestShown || AccessUnit.IsDisposable(picture.Bytes, picture.Format.NalLengthSize))
        {
            return false;
        }

        _newestShown = picture.CompositionTime;
        return true;
    }

    /// <summary>
    /// Whether the pictures that are in memory from a key frame on can be thinned without a trace: every one that comes late is one nobody refers to. Null while there
    /// are none to tell by.
    /// </summary>
    public bool? IsThinnable(long key)
    {
        long newest = long.MinValue;
        bool seen = false;
        for (long number = key; Exists(number) && number / _samples.Count == key / _samples.Count && TryGet(number, out SuppliedPicture picture); number++)
        {
            if (picture.CompositionTime < newest && !AccessUnit.IsDisposable(picture.Bytes, picture.Format.NalLengthSize))
            {
                return false;
            }

            seen |= picture.CompositionTime < newest;
            newest = Math.Max(newest, picture.CompositionTime);
        }

        return seen ? true : null;
    }

    /// <inheritdoc/>
    public override void MoveTo(long number) => _window.JumpTo(number);

    /// <inheritdoc/>
    public override void Dispose() => _window.Dispose();

    private int IndexOf(long number) => (int)(number % _samples.Count);
}
