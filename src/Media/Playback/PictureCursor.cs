using Vod.Media.H264;
using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <summary>
/// Where the picture of one viewer stands: which sample comes next, when it is due, and whether its bytes are in memory.
/// </summary>
/// <remarks>
/// A viewer who joins in the middle, lost the picture, or was left behind gets a burst: everything from a key frame up to the play head at once, but for pictures that
/// nobody refers to.
/// Samples are numbered over the laps of a loop as in <see cref="SampleWindow"/>.
/// </remarks>
/// <param name="source">The picture of the file.</param>
/// <param name="clock">When times of the presentation are due.</param>
/// <param name="loop">The period of a file that loops; null for one that is played once.</param>
internal sealed class PictureCursor(VideoSource source, PlaybackClock clock, LoopPeriod? loop) : IDisposable
{
    private readonly SampleIndex _samples = source.Samples;
    private readonly SampleWindow _window = new(source.Samples, SampleWindow.BlockBytesFor(source.AverageBitrate), loop is not null);
    private long _next;
    private long _reached;
    private long _burstEnd;
    private long? _jumpTo;
    private long _newestShown = long.MinValue;

    /// <summary>The sample that was taken last.</summary>
    public int Current { get; private set; }

    /// <summary>The lap it belongs to; 0 of a file that is played once.</summary>
    public long CurrentLap { get; private set; }

    /// <summary>Whether every sample has been taken.</summary>
    public bool IsFinished => !Exists(_next) && _jumpTo is null;

    /// <summary>Whether a jump waits to be carried out.</summary>
    public bool IsJumping => _jumpTo is not null;

    /// <summary>Whether the sample to be taken next is in memory.</summary>
    public bool IsReady => IsFinished || _window.Holds(IndexOf(_next));

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _window.IsReading;

    /// <summary>
    /// When the picture that the storage is late with was or will be due; never when it is in memory. A burst waits for nobody: its pictures have all been due before.
    /// </summary>
    public MonotonicTime MissingSince => _next < _reached || IsReady ? MonotonicTime.Never : NextDue;

    /// <summary>When the next picture is due; never after the last.</summary>
    public MonotonicTime NextDue => Exists(_next) ? DueTime(_next) : MonotonicTime.Never;

    /// <summary>Whether a burst that was begun is still being sent.</summary>
    public bool IsInBurst => _next < _reached;

    /// <inheritdoc cref="SampleWindow.IsRecalling"/>
    public bool IsRecalling => _window.IsRecalling;

    /// <summary>Whether <see cref="PollRead"/> has something to ask for.</summary>
    public bool HasRead => _window.HasReadFor(_next) || (IsRecalling && !IsReading && IsReady);

    /// <summary>Asks for the next range of the file. The picture that is to be taken next comes first, then what was lost, then what is ahead.</summary>
    public bool PollRead(out ReadRequest request) =>
        (IsReady && _window.TryPlanRecall(out request)) || _window.TryPlanRead(_next, out request);

    /// <summary>Takes the answer to a read; false when the file is shorter than its index says.</summary>
    public bool CompleteRead(in ReadRequest request, int bytesRead) => _window.Complete(request, bytesRead);

    /// <summary>
    /// Stands on the key frame before a position of the presentation. Before the start this only has the right bytes read; the last call before it counts.
    /// </summary>
    public void Join(TimeSpan position)
    {
        _next = KeyFrameBefore(position);
        _jumpTo = _next;
        _window.JumpTo(_next);
    }

    /// <summary>Jumps ahead to the key frame before a position, if there is one that has not been taken yet: what lies between is lost.</summary>
    public void CatchUp(TimeSpan position)
    {
        long target = KeyFrameBefore(position);
        if (target > _next)
        {
            _jumpTo = target;
        }
    }

    /// <summary>Jumps back to the last key frame taken. False when nothing was taken yet, or everything.</summary>
    public bool TryGoBack()
    {
        if (_next == 0 || !Exists(_next))
        {
            return false;
        }

        long last = _next - 1;
        _jumpTo = last - IndexOf(last) + _samples.FindSyncAtOrBefore(IndexOf(last));
        return true;
    }

    /// <summary>Whether a key frame is due within a time after the next picture.</summary>
    public bool IsKeyFrameWithin(TimeSpan time)
    {
        if (!Exists(_next))
        {
            return false;
        }

        TimeSpan limit = ShowTime(_next) + time;
        for (long number = _next; Exists(number) && ShowTime(number) <= limit; number++)
        {
            if (_samples.GetSample(IndexOf(number)).IsSync)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Carries out a jump, between two pictures so that none is left unfinished.</summary>
    /// <param name="now">The time.</param>
    /// <param name="pictures">Pictures that are due at once.</param>
    /// <param name="bytes">Their bytes.</param>
    public bool TryJump(MonotonicTime now, out long pictures, out long bytes)
    {
        (pictures, bytes) = (0, 0);
        if (_jumpTo is not { } target)
        {
            return false;
        }

        _jumpTo = null;
        _next = target;
        _window.JumpTo(target);
        for (_burstEnd = target; Exists(_burstEnd) && DueTime(_burstEnd) <= now; _burstEnd++)
        {
            bytes += _samples.GetSample(IndexOf(_burstEnd)).Size;
        }

        pictures = _burstEnd - target;
        _reached = Math.Max(_reached, _burstEnd);
        return true;
    }

    /// <summary>Takes the next picture that is due and worth sending.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="bytes">Its bytes; valid until the next read is planned.</param>
    /// <param name="isInBurst">Whether it was announced by <see cref="TryJump"/>.</param>
    public bool TryTake(MonotonicTime now, out MediaSample sample, out ReadOnlySpan<byte> bytes, out bool isInBurst)
    {
        while (Exists(_next) && DueTime(_next) <= now)
        {
            int index = IndexOf(_next);
            sample = _samples.GetSample(index);
            if (!_window.TryGet(index, sample, out bytes))
            {
                break;
            }

            isInBurst = _next < _burstEnd;
            (CurrentLap, Current) = (_next / _samples.Count, index);
            _reached = Math.Max(_reached, ++_next);
            if (!IsLeftOut(sample, bytes, isInBurst))
            {
                return true;
            }
        }

        sample = default;
        bytes = default;
        isInBurst = false;
        return false;
    }

    /// <inheritdoc cref="SampleWindow.Recall"/>
    public void Recall(int index) => _window.Recall(index);

    /// <summary>The bytes of a sample, if they are still in memory.</summary>
    public bool TryGet(int index, out ReadOnlySpan<byte> bytes) => _window.TryGet(index, _samples.GetSample(index), out bytes);

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private bool Exists(long number) => _samples.Count > 0 && (loop is not null || number < _samples.Count);

    private int IndexOf(long number) => (int)(number % _samples.Count);

    private MonotonicTime DueTime(long number) => clock.DueTime(ShowTime(number));

    // What an edit list cuts off before the start has to be decoded all the same; it goes at once.
    private TimeSpan ShowTime(long number)
    {
        TimeSpan time = new MediaTime(_samples.GetSample(IndexOf(number)).CompositionTime, source.Timescale).ToTimeSpan();
        TimeSpan shown = time > TimeSpan.Zero ? time : TimeSpan.Zero;
        return loop is { } period ? period.StartOf(number / _samples.Count) + shown : shown;
    }

    private long KeyFrameBefore(TimeSpan position)
    {
        (long lap, TimeSpan inLap) = loop?.Locate(position) ?? (0, position);
        long time = new MediaTime(inLap.Ticks, (uint)TimeSpan.TicksPerSecond).To(source.Timescale).Value;
        int shown = _samples.FindByCompositionTime(time);
        return shown < 0 ? 0 : (lap * _samples.Count) + _samples.FindSyncAtOrBefore(shown);
    }

    /// <summary>
    /// Of a reordered stream only the pictures that come in the order they are shown in are sent: a receiver shows them as they come, and its decoder takes one that
    /// comes late for an error. Those nobody refers to can be left out for free; a B picture that others refer to leaves traces until the next key frame.
    /// </summary>
    private bool IsLeftOut(in MediaSample sample, ReadOnlySpan<byte> bytes, bool isInBurst)
    {
        if (!source.IsReordered)
        {
            return isInBurst && AccessUnit.IsDisposable(bytes, source.Format.NalLengthSize);
        }

        // Also where the file begins: one without key frames would be left out from its second lap on.
        if (sample.IsSync || Current == 0)
        {
            _newestShown = long.MinValue;
        }

        if (sample.CompositionTime < _newestShown || AccessUnit.IsDisposable(bytes, source.Format.NalLengthSize))
        {
            return true;
        }

        _newestShown = sample.CompositionTime;
        return false;
    }
}
