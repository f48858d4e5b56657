using System.Diagnostics.CodeAnalysis;
using Vod.Media.H264.Packetization;
using Vod.Media.Mp4;

namespace Vod.Media.Playback;

/// <summary>
/// The pictures as they are in the file. What the operating system has in memory is taken from there, picture by picture; what it has not is read around the play head by a
/// <see cref="SampleWindow"/>, whose numbers these are.
/// </summary>
/// <param name="source">The picture of the file.</param>
/// <param name="loops">Whether the first picture follows the last.</param>
/// <param name="pictures">Those of the worker.</param>
internal sealed class FilePictures(FileVideo source, bool loops, CutPictures pictures) : PictureSupply
{
    /// <summary>How far ahead of the play head the file is brought into memory.</summary>
    public static readonly TimeSpan ExpectedSpan = TimeSpan.FromSeconds(2);

    /// <summary>After the file was found not to be in memory, so many pictures are waited for before it is looked at again.</summary>
    public const int ColdPictures = 60;

    /// <summary>Pictures from a key frame on that are looked at to see whether thinning would leave a trace: more than any encoder lets a reordered one wait.</summary>
    private const int MaxThinnableScan = 64;

    /// <summary>Least bytes that are brought into memory at once: below it the calls cost more than the waiting.</summary>
    public const int MinExpectedBytes = 1024 * 1024;

    /// <summary>Most bytes that are brought into memory at once, however many bits a second the file claims to have: <see cref="ExpectedSpan"/> of 256 Mbit/s.</summary>
    public const int MaxExpectedBytes = 64 * 1024 * 1024;

    private readonly SampleIndex _samples = source.Samples;
    private readonly SampleWindow _window = new(source.Samples, SampleWindow.BlockBytesFor(source.AverageBitrate), loops);
    private readonly long _expectedBytes = (long)Math.Clamp(source.AverageBitrate / 8 * ExpectedSpan.TotalSeconds, MinExpectedBytes, MaxExpectedBytes);
    private readonly long _start = source.Samples.Count > 0 ? source.Samples.GetSample(0).Offset : 0;
    private readonly long _end = source.Samples.Count > 0 && source.Samples.GetSample(source.Samples.Count - 1) is var last ? last.Offset + last.Size : 0;
    private long _newestShown = long.MinValue;

    // Pictures before this number are read by the window; from it on they are taken from memory.
    private long _coldUntil = source.File is null ? long.MaxValue : 0;

    // Whether the picture at _coldUntil, or one after it, was found in memory: those that follow are taken to be there too.
    private bool _isWarm;
    private long _expectedFrom = -1;
    private long _expectedTo = -1;

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _window.IsReading;

    /// <summary>Asks for the next range of the file.</summary>
    /// <param name="playHead">The picture that is played next.</param>
    /// <param name="request">The range.</param>
    public bool PollRead(long playHead, out ReadRequest request)
    {
        request = default;
        return HasReadFor(playHead) && _window.TryPlanRead(playHead, out request);
    }

    /// <inheritdoc cref="SampleWindow.HasReadFor"/>
    public bool HasReadFor(long playHead) => IsCold(playHead) && _window.HasReadFor(playHead) && MayReadOn();

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
    public override bool IsReady(long number)
    {
        if (!IsCold(number) && !_isWarm)
        {
            _isWarm = IsResident(number);
            if (!_isWarm)
            {
                OnMissing(number);
            }
        }

        return !IsCold(number) || _window.Holds(IndexOf(number));
    }

    /// <summary>Whether a picture can be had without waiting, now.</summary>
    public bool CanGet(long number, int payloadSize) => TryCut(IndexOf(number), payloadSize, out _);

    /// <inheritdoc/>
    public override bool TryGet(long number, int payloadSize, out SuppliedPicture picture)
    {
        int index = IndexOf(number);
        if (!TryCut(index, payloadSize, out CutPicture? cut))
        {
            picture = default;
            return false;
        }

        MediaSample sample = _samples.GetSample(index);
        picture = new() { CompositionTime = sample.CompositionTime, Lap = number / _samples.Count, IsKey = sample.IsSync, Cut = cut };
        return true;
    }

    /// <summary>A picture that was taken to be ready could not be given when its turn came: it and those after it are read.</summary>
    public void OnMissing(long number)
    {
        if (!IsCold(number))
        {
            _isWarm = false;
            _coldUntil = number + ColdPictures;
            _window.JumpTo(number);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Of a reordered stream only the pictures that come in the order they are shown in are sent: a receiver shows them as they come, and its decoder takes one that
    /// comes late for an error. Those nobody refers to can be left out for free; a B picture that others refer to leaves traces until the next key frame.
    /// </remarks>
    public override bool Take(long number, in SuppliedPicture picture, bool isInBurst)
    {
        Expect(number);
        if (_isWarm && !IsCold(number))
        {
            _window.ReleaseUnused();
        }

        if (!source.IsReordered)
        {
            return !isInBurst || !picture.Cut.IsDisposable;
        }

        // Also where the file begins: one without key frames would be left out from its second lap on.
        if (picture.IsKey || IndexOf(number) == 0)
        {
            _newestShown = long.MinValue;
        }

        if (picture.CompositionTime < _newestShown || picture.Cut.IsDisposable)
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
        long end = Math.Min(key + MaxThinnableScan, ((key / _samples.Count) + 1) * _samples.Count);
        for (long number = key; number < end; number++)
        {
            int index = IndexOf(number);
            long time = _samples.GetSample(index).CompositionTime;
            if (time < newest)
            {
                if (!TryCut(index, payloadSize: 0, out CutPicture? late))
                {
                    break;
                }

                if (!late.IsDisposable)
                {
                    return false;
                }

                seen = true;
            }

            newest = Math.Max(newest, time);
        }

        return seen ? true : null;
    }

    /// <inheritdoc/>
    public override void MoveTo(long number)
    {
        if (source.File is null)
        {
            _window.JumpTo(number);
            return;
        }

        (_coldUntil, _isWarm) = (number, false);
        Expect(number);
    }

    /// <inheritdoc/>
    public override void Dispose() => _window.Dispose();

    private bool IsCold(long number) => number < _coldUntil;

    private bool TryCut(int index, int payloadSize, [NotNullWhen(true)] out CutPicture? cut)
    {
        if (pictures.TryFind(source, index, payloadSize, out cut))
        {
            return true;
        }

        MediaSample sample = _samples.GetSample(index);
        if (_window.TryGet(index, sample, out ReadOnlySpan<byte> bytes) || TryRead(sample, out bytes))
        {
            cut = pictures.Cut(source, index, payloadSize, source.FormatOf(index), bytes, sample.IsSync);
        }

        return cut is not null;
    }

    // What the window has read, or another viewer's, says nothing about the pictures behind it.
    private bool IsResident(long number) => TryRead(_samples.GetSample(IndexOf(number)), out _);

    private bool TryRead(scoped in MediaSample sample, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (source.File is not { } file)
        {
            return false;
        }

        Span<byte> scratch = pictures.Scratch(sample.Size);
        bytes = scratch;
        return file.TryRead(sample.Offset, scratch);
    }

    // At the end of what the window was to read: whether it has to go on, because what comes next is still not in memory.
    private bool MayReadOn()
    {
        if (_window.NextToRead < _coldUntil)
        {
            return true;
        }

        if (!_isWarm)
        {
            _isWarm = IsResident(_window.NextToRead);
            _coldUntil = _window.NextToRead + (_isWarm ? 0 : ColdPictures);
        }

        return !_isWarm;
    }

    private void Expect(long number)
    {
        long offset = _samples.GetSample(IndexOf(number)).Offset;
        if (source.File is not { } file || (offset >= _expectedFrom && offset + (_expectedBytes / 2) <= _expectedTo))
        {
            return;
        }

        (_expectedFrom, _expectedTo) = (offset, offset + _expectedBytes);
        file.Expect(offset, _expectedBytes);
        if (loops && _expectedTo - _end is > 0 and var rest)
        {
            // The lap ends within it, and goes on where the file begins.
            file.Expect(_start, Math.Min(rest, _end - _start));
        }
    }

    private int IndexOf(long number) => (int)(number % _samples.Count);
}
