using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Records;

/// <summary>
/// The files of one recording, one behind the other: one that is written, those before it that wait for sound which is still in its encoder, and those that are being finished by tasks
/// of their own. A recording that is not rotated has one. Used by the writer of the recording only, but for what says otherwise.
/// </summary>
internal sealed partial class RecordingParts
{
    /// <summary>
    /// Files that may wait for sound or be finished at once, of one recording. When there are as many, the one that is written becomes longer: the disk or the encoder is behind, and more files would not help.
    /// </summary>
    public const int MaxUnfinished = 4;

    /// <summary>For how long no picture may come before the sound alone decides where a file ends.</summary>
    public static readonly TimeSpan StillPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long a file waits for its last sound: as long as an encoder may be behind. Without sound so far, as long as silence is waited for.</summary>
    public static readonly TimeSpan SoundPatience = SoundEncoder.MaxLag + (2 * RecordingSound.Patience);

    /// <summary>How much of a recording goes by before a file that could not be made is tried again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private readonly RecordingContext _context;
    private readonly RecordNaming _naming;
    private readonly RecordedMedia _media;
    private readonly RecordingRotation _rotation;
    private readonly Func<IRecordFile, DateTimeOffset, IRecorder> _makeRecorder;
    private readonly Queue<RecordingPart> _ending = new();
    private readonly List<Task> _finishing = [];
    private readonly RecordingTotals _totals;
    private volatile RecordingPart _current;
    private long _pastBytes;
    private TimeSpan _pastDuration;
    private TimeSpan? _lastPicture;
    private TimeSpan _retryAt = TimeSpan.MinValue;
    private long _soundStart = long.MinValue;
    private bool _isHeard;
    private bool _isSeen;
    private bool _isBlind;
    private bool _wantsKeyFrame;

    /// <param name="context">What all recordings share.</param>
    /// <param name="order">What the files are called.</param>
    /// <param name="media">What is published.</param>
    /// <param name="onFile">Told the name of each finished file, on any thread.</param>
    /// <exception cref="IOException">The first file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made.</exception>
    public RecordingParts(RecordingContext context, RecordingOrder order, RecordedMedia media, Action<string> onFile)
    {
        _context = context;
        _media = media;
        _rotation = order.Rotation ?? context.Options.Rotation;
        _naming = new RecordNaming(context, order, media, _rotation);
        _totals = new RecordingTotals(onFile);
        _makeRecorder = media is { HasPicture: true, Codec: PublishedCodec.Vp8 }
            ? (file, _) => new WebmRecorder(file, media, order.Stream)
            : (file, now) => new Mp4Recorder(file, media, context.Options.SoundBitRate, now, stream: order.Stream);
        _current = Make(1);
    }

    /// <summary>Name of the file that is written. Any thread.</summary>
    public string Name => _current.Name;

    /// <summary>The same; empty when only its end knows it. Any thread.</summary>
    public string FileName => _current is var part && RecordName.WaitsForEnd(part.Begun) ? "" : part.Name;

    /// <summary>Bytes of all files.</summary>
    public long Size => _pastBytes + _current.Recorder.Size;

    /// <summary>How long all files are.</summary>
    public TimeSpan Duration => _pastDuration + _current.Recorder.Duration;

    /// <summary>Whether the sound is to be AAC and not Opus.</summary>
    public bool WantsAac => _current.Recorder.WantsAac;

    /// <summary>Whether the file that is written is to end, which takes a key picture. Any thread.</summary>
    public bool WantsKeyFrame => Volatile.Read(ref _wantsKeyFrame);

    /// <summary>Adds a picture, perhaps as the first of another file; the bytes are given back.</summary>
    /// <returns>False when the file can take no more of this kind.</returns>
    public bool AddPicture(in PublishedPicture picture, PooledBytes bytes)
    {
        CloseOverdue();

        // Sound may have come for longer than a file lasts before the first picture did: that is for the same file.
        if (_isSeen && picture.IsKey && IsDue(picture.Time))
        {
            TryGoOn(picture.Time);
        }

        _lastPicture = picture.Time;
        _isBlind &= !picture.IsKey;
        if (_isBlind)
        {
            // The file before this one has what it refers to.
            bytes.Return();
            return true;
        }

        _isSeen = true;
        _current.NoteStart(picture.Time);
        bool isTaken = _current.Recorder.AddPicture(picture, bytes);
        Volatile.Write(ref _wantsKeyFrame, IsDue(picture.Time));
        return isTaken;
    }

    /// <summary>Says when a sound is that has come, in the publisher's time.</summary>
    public void BeginSound(TimeSpan time)
    {
        _isHeard = true;
        if (SoundClock.At(time) >= _soundStart)
        {
            _current.NoteStart(time);
            _current.Recorder.BeginSound(time);
        }
    }

    /// <summary>Adds a frame of sound to the file of its time; the bytes are given back.</summary>
    /// <param name="time">When it begins, in the publisher's time at 48 kHz.</param>
    /// <param name="bytes">An AAC frame or an Opus packet.</param>
    public void AddSound(long time, PooledBytes bytes)
    {
        while (_ending.TryPeek(out RecordingPart? complete) && time >= complete.SoundEnd)
        {
            Close(_ending.Dequeue());
        }

        if (_ending.TryPeek(out RecordingPart? ending))
        {
            ending.Recorder.AddSound(time, bytes);
            return;
        }

        if (time < _soundStart)
        {
            // Its file has waited for it longer than an encoder may take.
            _context.Counters.NoteOmission();
            bytes.Return();
            return;
        }

        EndWithSound(new MediaTime(time, SoundClock.Rate).ToTimeSpan());
        _current.Recorder.AddSound(time, bytes);
    }

    /// <summary>Called at regular intervals, see <see cref="IRecorder.Settle"/>.</summary>
    public void Settle()
    {
        CloseOverdue();
        foreach (RecordingPart ending in _ending)
        {
            ending.Recorder.Settle();
        }

        _current.Recorder.Settle();
    }

    /// <summary>Finishes what is not finished yet; all files are complete when the task is.</summary>
    public async Task<RecordingResult> FinishAsync(RecordingEnd end)
    {
        while (_ending.TryDequeue(out RecordingPart? ending))
        {
            Close(ending);
        }

        RecordingPart last = _current;
        RecordingResult result = last.Finish(end);
        _totals.Add(last.Number, result);
        await Task.WhenAll(_finishing);
        return _totals.ResultOf(result);
    }

    private bool IsDue(TimeSpan time) =>
        time >= _retryAt && _current.Start is { } start
        && ((_rotation.Length > TimeSpan.Zero && time - start >= _rotation.Length) || (_rotation.Bytes > 0 && _current.Recorder.Size >= _rotation.Bytes));

    // Where there is no picture, or it stands still and no key picture may ever come. The pictures after that wait for one.
    private void EndWithSound(TimeSpan time)
    {
        if (IsDue(time) && (!_media.HasPicture || time - (_lastPicture ?? _current.Start!.Value) > StillPatience) && TryGoOn(time))
        {
            _isBlind = _media.HasPicture;
            Volatile.Write(ref _wantsKeyFrame, _isBlind);
            _current.NoteStart(time);
            _current.Recorder.BeginSound(time);
        }
    }

    private bool TryGoOn(TimeSpan time)
    {
        _finishing.RemoveAll(static task => task.IsCompleted);
        if (_ending.Count + _finishing.Count >= MaxUnfinished)
        {
            return false;
        }

        RecordingPart next;
        try
        {
            next = Make(_current.Number + 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNoPart(_context.Logger, _current.Begun, exception.Message);
            _retryAt = time + RetryInterval;
            return false;
        }

        RecordingPart past = _current;
        past.NoteEnd(time);
        _pastBytes += past.Recorder.Size;
        _pastDuration += time - past.Start!.Value;
        (_current, _soundStart, _isSeen) = (next, past.SoundEnd, false);
        if (_media.HasSound)
        {
            _ending.Enqueue(past);
        }
        else
        {
            Close(past);
        }

        return true;
    }

    private RecordingPart Make(int number)
    {
        DateTimeOffset now = _context.Clock.GetUtcNow();
        string begun = _naming.Take(number, now);
        try
        {
            IRecordFile file = _context.Folder.Create(RecordName.UnfinishedPrefix + begun + _media.Extension);
            return new RecordingPart(_context, number, begun, _media.Extension, _makeRecorder(file, now));
        }
        catch
        {
            _context.Names.Release(begun, _media.Extension);
            throw;
        }
    }

    private void CloseOverdue()
    {
        TimeSpan patience = _isHeard ? SoundPatience : 2 * RecordingSound.Patience;
        while (_ending.TryPeek(out RecordingPart? ending) && _context.Clock.GetElapsedTime(ending.EndedAt) > patience)
        {
            Close(_ending.Dequeue());
        }
    }

    private void Close(RecordingPart part) => _finishing.Add(Task.Run(() =>
    {
        RecordingResult result = part.Finish(new RecordingEnd(RecordingOutcome.Complete, ""));
        LogPart(_context.Logger, part.Begun, result);
        _totals.Add(part.Number, result);
    }));

    [LoggerMessage(EventId = 517, Level = LogLevel.Error, Message = "The recording goes on in {Recording}, though another file is due: {Reason}")]
    private static partial void LogNoPart(ILogger logger, string recording, string reason);

    [LoggerMessage(EventId = 518, Level = LogLevel.Information, Message = "{Recording}, a part of a recording, is over: {Result}")]
    private static partial void LogPart(ILogger logger, string recording, RecordingResult result);
}
