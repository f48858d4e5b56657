using Vod.Media.H264.Packetization;
using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <summary>
/// Where the picture of one viewer stands: which picture comes next, when it is due, and whether its bytes are in memory.
/// </summary>
/// <remarks>
/// A viewer who joins in the middle, lost the picture, or was left behind gets a burst: everything from a key frame up to the play head at once, but for pictures that
/// nobody refers to.
/// A picture that has to be encoded anew is played from the file, thinned, until what is made of it reaches beyond the play head, and again when it no longer does.
/// What comes while it is played is never missing: it is due when it is there.
/// </remarks>
internal sealed partial class PictureCursor : IDisposable
{
    /// <summary>
    /// How long the start waits for the first picture to be encoded when thinning would leave traces. Starting an encoder and its first picture take a tenth of that.
    /// </summary>
    public static readonly TimeSpan MaxPreparedWait = TimeSpan.FromSeconds(1.5);

    /// <summary>How late an encoded picture may be before the file is played instead: below what a viewer takes for a freeze.</summary>
    public static readonly TimeSpan MaxPreparedLateness = TimeSpan.FromMilliseconds(200);

    /// <summary>What is encoded has to reach this far beyond the play head to be changed over to, or to the end of a chunk.</summary>
    public static readonly TimeSpan MinPreparedLead = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a picture that is not there is asked for again: a request is given up when nobody renews it, and what was made is forgotten where memory is short.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    private readonly FilePictures? _file;
    private readonly PreparedPictures? _prepared;
    private readonly VideoSource _source;
    private readonly PlaybackClock _clock;
    private readonly LoopPeriod? _loop;
    private readonly long _minLead;
    private PictureSupply _supply;
    private long _next;
    private long _reached;
    private long _burstEnd;
    private long? _jumpTo;
    private long _last = -1;
    private int _lastPayloadSize;
    private long _fileHead;
    private long _changeAt;
    private bool _isStarted;
    private MonotonicTime _waitsSince = MonotonicTime.Never;
    private MonotonicTime _lateSince = MonotonicTime.Never;
    private MonotonicTime _askAgainAt = MonotonicTime.Zero;

    /// <param name="source">The picture.</param>
    /// <param name="clock">When times of the presentation are due.</param>
    /// <param name="loop">The period of a file that loops; null for one that is played once.</param>
    /// <param name="pictures">Those of the worker.</param>
    public PictureCursor(VideoSource source, PlaybackClock clock, LoopPeriod? loop, CutPictures pictures)
    {
        (_source, _clock, _loop) = (source, clock, loop);
        _minLead = TicksOf(MinPreparedLead);
        _file = source is FileVideo { IsPlayableAsIs: true } film ? new(film, loop is not null, pictures) : null;
        _prepared = source is FileVideo { Prepared: { } prepared } ? new(prepared, loop is not null, pictures) : null;
        _live = (source as LiveVideo)?.Open(pictures);
        _supply = _file ?? _prepared ?? (PictureSupply?)_live ?? throw new ArgumentException("There is nothing to play.", nameof(source));
    }

    /// <summary>The picture that was taken last, for <see cref="TryGet"/>.</summary>
    public TakenPicture Current => TakenPicture.Of(_last, IsOnFile, _lastPayloadSize);

    /// <summary>When the picture that was taken last was due.</summary>
    public MonotonicTime CurrentDue => DueTime(_supply, _last);

    /// <summary>Whether every picture has been taken.</summary>
    public bool IsFinished => _live is not { IsOver: false } && !_supply.Exists(_next) && _jumpTo is null;

    /// <summary>Whether a jump waits to be carried out.</summary>
    public bool IsJumping => _jumpTo is not null;

    /// <summary>Whether the picture to be taken next is in memory.</summary>
    public bool IsReady => IsFinished || _supply.IsReady(_next);

    /// <summary>Whether the picture to be taken next is being made by somebody who tells nobody when it is there: then ask again.</summary>
    public bool IsBeingMade => (_prepared is not null || _live is not null) && !IsReady && (!_isStarted || !IsOnFile);

    /// <summary>Why the picture to be taken next will not be there; null if it is, or may yet be.</summary>
    public MediaFailure? Broken => _file is null && _prepared is not null && !IsReady ? _prepared.Failure : null;

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _file is { IsReading: true };

    /// <summary>
    /// When the picture that storage or encoder are late with was or will be due; never when it is in memory. The pictures of a burst have all been due before: of a burst it is
    /// the one they lead up to.
    /// </summary>
    public MonotonicTime MissingSince =>
        IsReady || IsJumping ? MonotonicTime.Never
        : _next >= _reached ? NextDue
        : _supply.Exists(_burstEnd) ? DueTime(_supply, _burstEnd) : MonotonicTime.Never;

    /// <summary>When the next picture is due; never after the last.</summary>
    public MonotonicTime NextDue =>
        !_supply.Exists(_next) ? MonotonicTime.Never : IsAtChange ? DueTime(_prepared!, _changeAt) : DueTime(_supply, _next);

    /// <summary>Whether a burst that was begun is still being sent.</summary>
    public bool IsInBurst => _next < _reached;

    private bool IsOnFile => _supply == _file;

    // The next picture of the file belongs to a chunk that may be there by then.
    private bool IsAtChange => IsOnFile && _isStarted && _prepared is { IsFailed: false } && _supply.Exists(_next) && _next >= _reached
        && _prepared.Exists(_changeAt) && _file!.TimeOf(_next).CompareTo(_prepared.TimeOf(_changeAt)) >= 0;

    /// <inheritdoc cref="SampleWindow.IsRecalling"/>
    public bool IsRecalling => _file is { IsRecalling: true };

    /// <summary>Whether <see cref="PollRead"/> has something to ask for.</summary>
    public bool HasRead => _file is not null && ((ReadsFile && _file.HasReadFor(FileHead)) || (IsRecalling && !IsReading && IsReady));

    private bool ReadsFile => IsOnFile || !_isStarted;

    private long FileHead => IsOnFile ? _next : _fileHead;

    /// <summary>Asks for the next range of the file. The picture that is to be taken next comes first, then what was lost, then what is ahead.</summary>
    public bool PollRead(out ReadRequest request)
    {
        request = default;
        return _file is not null && ((IsReady && _file.PollRecall(out request)) || (ReadsFile && _file.PollRead(FileHead, out request)));
    }

    /// <summary>Takes the answer to a read; false when the file is shorter than its index says.</summary>
    public bool CompleteRead(in ReadRequest request, int bytesRead) => _file!.CompleteRead(request, bytesRead);

    /// <summary>
    /// Has the pictures read and made that playing would begin with at a position of the presentation, and stands on the key frame before it. Before the start only; the last
    /// call before it counts.
    /// </summary>
    public void Prepare(TimeSpan position, MonotonicTime now)
    {
        (long lap, long time) = Locate(position);
        _waitsSince = MonotonicTime.Min(_waitsSince, now);
        if (_live is not null)
        {
            StandOnLive(lap, time);
            return;
        }

        if (_file is not null)
        {
            _fileHead = _file.KeyBefore(lap, time);
            _file.MoveTo(_fileHead);
        }

        if (_prepared is not null && !(_file is not null && _prepared.IsFailed))
        {
            long key = _prepared.KeyBefore(lap, time);
            if (_file is null || _prepared.Covers(key, time) || !MayStartThinned(now))
            {
                StandOn(_prepared, key, lap, time);
                return;
            }
        }

        StandOn(_file!, _fileHead, lap, time);
    }

    /// <summary>Says that the presentation has started with what was prepared last.</summary>
    public void Start() => _isStarted = true;

    /// <summary>
    /// Goes on at another position of the presentation, which the clock has been set to: from the key frame before it in a burst, so that the first picture that stays is the one
    /// of that moment.
    /// </summary>
    public void Seek(TimeSpan position)
    {
        (long lap, long time) = Locate(position);
        long prepared = _prepared is { IsFailed: false } ? _prepared.KeyBefore(lap, time) : -1;
        if (_file is null || (prepared >= 0 && _prepared!.Covers(prepared, time)))
        {
            StandOn(_prepared!, Math.Max(0, prepared), lap, time);
        }
        else
        {
            _prepared?.MoveTo(Math.Max(0, prepared));
            StandOn(_file, _file.KeyBefore(lap, time), lap, time);
        }
    }

    /// <summary>Jumps ahead to the key frame before a position, if there is one that has not been taken yet: what lies between is lost.</summary>
    public void CatchUp(TimeSpan position)
    {
        if (_live is not null)
        {
            CatchUpLive();
            return;
        }

        (long lap, long time) = Locate(position);
        long target = _supply.KeyBefore(lap, time);
        if (target > _next)
        {
            _jumpTo = target;
        }
    }

    /// <summary>Jumps back to the last key frame taken. False when nothing was taken yet, or everything.</summary>
    public bool TryGoBack()
    {
        if (_last < 0 || !_supply.Exists(_next))
        {
            return false;
        }

        _jumpTo = _supply.KeyOf(_last);
        return true;
    }

    /// <summary>What the pictures ahead take.</summary>
    public StreamNeed LookAhead() => StreamNeed.Of(_supply, _next, _source.Timescale);

    /// <summary>Carries out a jump, between two pictures so that none is left unfinished.</summary>
    /// <param name="now">The time.</param>
    /// <param name="pictures">Pictures that are due at once.</param>
    /// <param name="bytes">Their bytes.</param>
    public bool TryJump(MonotonicTime now, out long pictures, out long bytes)
    {
        (pictures, bytes) = (0, 0);
        FallBackIfLate(now);
        if (_jumpTo is not { } target)
        {
            return false;
        }

        _jumpTo = null;
        _next = target;
        _supply.MoveTo(target);
        for (_burstEnd = target; _supply.Exists(_burstEnd) && DueTime(_supply, _burstEnd) <= now; _burstEnd = _supply.After(_burstEnd))
        {
            bytes += _supply.SizeOf(_burstEnd);
            pictures++;
        }

        _reached = Math.Max(_reached, _burstEnd);
        return true;
    }

    /// <summary>Takes the next picture that is due and worth sending.</summary>
    /// <param name="now">The time.</param>
    /// <param name="until">Up to when it may be due, if it is there already; not before now.</param>
    /// <param name="payloadSize">Bytes of each payload it is cut into; 0 for as few packets as possible.</param>
    /// <param name="picture">The picture; its bytes are valid until the next read is planned.</param>
    /// <param name="isInBurst">Whether it was announced by <see cref="TryJump"/>.</param>
    public bool TryTake(MonotonicTime now, MonotonicTime until, int payloadSize, out SuppliedPicture picture, out bool isInBurst)
    {
        while (IsDue(now, until))
        {
            if (TryChangeOver())
            {
                continue;
            }

            if (!_supply.TryGet(_next, payloadSize, out picture))
            {
                NoteMissing(now);
                break;
            }

            isInBurst = _next < _burstEnd;
            _lateSince = MonotonicTime.Never;
            (_last, _lastPayloadSize) = (_next, payloadSize);
            _next = _supply.After(_next);
            _reached = Math.Max(_reached, _next);
            if (_supply.Take(_last, picture, isInBurst))
            {
                return true;
            }
        }

        picture = default;
        isInBurst = false;
        return false;
    }

    /// <summary>A picture that was taken, if its bytes are still in memory.</summary>
    public bool TryGet(TakenPicture taken, out SuppliedPicture picture)
    {
        PictureSupply? supply = taken.IsFromFile ? _file : (PictureSupply?)_prepared ?? _live;
        return supply!.TryGet(taken.Number, taken.PayloadSize, out picture);
    }

    /// <summary>Bytes that would have to be read to have a picture that was taken back in memory; 0 if it is there, or cannot be had back.</summary>
    public int SizeToRecall(TakenPicture taken) => taken.IsFromFile && !_file!.CanGet(taken.Number, taken.PayloadSize) ? _file.SizeOf(taken.Number) : 0;

    /// <inheritdoc cref="SampleWindow.Recall"/>
    /// <param name="taken">A picture that was taken from the file.</param>
    public void Recall(TakenPicture taken) => _file!.Recall(taken.Number);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _prepared?.Dispose();
        _live?.Dispose();
    }

    // Thinning that leaves no trace is better than waiting; thinning that does is better than waiting for long.
    private bool MayStartThinned(MonotonicTime now) =>
        (_file!.IsReady(_fileHead) && _file.IsThinnable(_fileHead) == true) || now >= _waitsSince + MaxPreparedWait;

    private void StandOn(PictureSupply supply, long key, long lap, long time)
    {
        if (_isStarted || supply != _supply || key != _next)
        {
            (_next, _reached, _burstEnd, _last) = (key, key, key, -1);
        }

        _lateSince = MonotonicTime.Never;
        supply.MoveTo(key);

        // What is past by now goes out in a burst.
        (_supply, _jumpTo) = (supply, supply.TimeOf(key).CompareTo((lap, time)) < 0 ? key : null);
        if (supply == _file)
        {
            AimBehind(lap, time);
        }
    }

    // Asks for what is to be changed over to; nothing else does while the file is played.
    private void AimBehind(long lap, long time)
    {
        _changeAt = _prepared?.KeyAfter(lap, time) ?? 0;
        if (_prepared?.Exists(_changeAt) == true)
        {
            _prepared.MoveTo(_changeAt);
        }
    }

    private void NoteMissing(MonotonicTime now)
    {
        if (NextDue > now)
        {
            // Nobody is late with what is not due.
            return;
        }

        if (_supply == _prepared && (_lateSince.IsNever || now >= _askAgainAt))
        {
            _prepared.MoveTo(_next);
            _askAgainAt = now + AskInterval;
        }
        else if (IsOnFile)
        {
            _file!.OnMissing(_next);
        }

        _lateSince = MonotonicTime.Min(_lateSince, now);
    }

    // False when the next picture is to be taken from the file after all.
    private bool TryChangeOver()
    {
        if (!IsAtChange)
        {
            return false;
        }

        (long lap, long time) = _prepared!.TimeOf(_changeAt);
        if (_prepared.Covers(_changeAt, time + _minLead))
        {
            StandOn(_prepared, _changeAt, lap, time);
        }
        else
        {
            (lap, time) = _file!.TimeOf(_next);
            AimBehind(lap, time);
        }

        return true;
    }

    private void FallBackIfLate(MonotonicTime now)
    {
        if (_file is null || IsOnFile || _lateSince.IsNever || (now < _lateSince + MaxPreparedLateness && !_prepared!.IsFailed))
        {
            return;
        }

        (long lap, long time) = Locate(_clock.PositionAt(now));
        StandOn(_file, _file.KeyBefore(lap, time), lap, time);
    }
}
