using Vod.Media.Matroska;
using Vod.Media.Publish;

namespace Vod.Media.Host.Records;

/// <summary>Records VP8 and Opus as they are into a WebM file: clusters while it runs, cues and the duration when it is finished.</summary>
/// <param name="file">An empty file.</param>
/// <param name="media">What there is to record.</param>
/// <param name="stream">Name of the stream, which is kept in the file.</param>
internal sealed class WebmRecorder(IRecordFile file, RecordedMedia media, string stream = "") : IRecorder
{
    private const int PictureTrack = 1;
    private const int SoundTrack = 2;
    private const double MillisecondsPerSample = 1000.0 / SoundClock.Rate;

    // Players take the size from the pictures; the track wants one.
    private const int UnknownWidth = 640;
    private const int UnknownHeight = 480;

    // How long a picture or a sound lasts, where nobody knows.
    private const long UsualFrame = 20;

    // RFC 7845 section 5.1: version 1, two channels, nothing to skip, 48 kHz, no gain, one stream.
    private static readonly byte[] OpusHead = [.. "OpusHead"u8, 1, 2, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];

    private readonly WebmWriter _writer = new();
    private readonly List<WebmFrame> _frames = [];
    private readonly List<PooledBytes> _held = [];
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private TimeSpan? _origin;
    private TimeSpan? _soundStart;
    private long _heldBytes;
    private long _flushed;
    private long _settled;
    private bool _isDamaged;
    private bool _isStarted;

    /// <inheritdoc/>
    public long Size { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Duration { get; private set; }

    /// <inheritdoc/>
    public bool WantsAac => false;

    /// <inheritdoc/>
    public void BeginSound(TimeSpan time) => _soundStart ??= time;

    /// <inheritdoc/>
    public bool AddPicture(in PublishedPicture picture, PooledBytes bytes)
    {
        _origin ??= _soundStart is { } sound && sound < picture.Time ? sound : picture.Time;
        Start(picture.Width, picture.Height);
        long time = (long)(picture.Time - _origin!.Value).TotalMilliseconds;
        if (picture.IsKey)
        {
            WriteCluster();
        }

        Add(PictureTrack, time, picture.IsKey, bytes);
        return true;
    }

    /// <inheritdoc/>
    public void EndPictures(TimeSpan time)
    {
        if (_origin is { } origin && time - origin > Duration)
        {
            Duration = time - origin;
        }
    }

    /// <inheritdoc/>
    public void AddSound(long time, PooledBytes bytes)
    {
        _origin ??= _soundStart;
        if (time - SoundClock.At(_origin!.Value) > SoundClock.At(Mp4Recorder.PicturePatience))
        {
            Start(UnknownWidth, UnknownHeight);
        }

        Add(SoundTrack, (long)((time - SoundClock.At(_origin.Value)) * MillisecondsPerSample), isKey: true, bytes);
    }

    /// <inheritdoc/>
    public void Settle()
    {
        if (_settled == Size)
        {
            WriteCluster();
        }

        _settled = Size;
    }

    /// <inheritdoc/>
    public bool Finish()
    {
        if (_isDamaged)
        {
            return Salvage(file) is { } length && Take(length);
        }

        if (_frames.Count > 0)
        {
            // Sound that was too short for its picture to be given up.
            Start(UnknownWidth, UnknownHeight);
        }

        WriteCluster();
        if (!_isStarted || Size <= WebmWriter.DataStart)
        {
            return false;
        }

        Do(file, _writer.Finish(Size, Duration.TotalMilliseconds));
        return Take(Duration);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GiveBack();
        file.Dispose();
    }

    /// <summary>Finishes a file of which nothing is known but what is in it.</summary>
    /// <returns>How long it is; null when there is no whole cluster.</returns>
    /// <exception cref="IOException">The disk does not do it.</exception>
    public static TimeSpan? Salvage(IRecordFile file)
    {
        WebmWriter writer = new();
        long length = WebmSalvage.Gather(file.Read, file.Length, writer, out long last);
        TimeSpan duration = TimeSpan.FromMilliseconds(last + UsualFrame);
        if (last < 0 || WebmSalvage.IsFinished(file.Read))
        {
            return last < 0 ? null : duration;
        }

        file.SetLength(length);
        Do(file, writer.Finish(length, duration.TotalMilliseconds));
        return duration;
    }

    private static void Do(IRecordFile file, IReadOnlyList<(long Position, ReadOnlyMemory<byte> Bytes)> steps)
    {
        foreach ((long position, ReadOnlyMemory<byte> bytes) in steps)
        {
            file.Write(position, [bytes]);
            file.Flush();
        }
    }

    private void Start(int width, int height)
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        MatroskaTrack video = new() { Type = MatroskaTrackType.Video, CodecId = "V_VP8", Width = width, Height = height };
        MatroskaTrack audio = new()
        {
            Type = MatroskaTrackType.Audio,
            CodecId = "A_OPUS",
            CodecPrivate = OpusHead,
            SampleRate = SoundClock.Rate,
            Channels = 2,
            SeekPreRoll = TimeSpan.FromMilliseconds(80),
        };
        _pieces.Clear();
        if (media.HasSound)
        {
            _writer.WriteStart(_pieces, video, audio);
        }
        else
        {
            _writer.WriteStart(_pieces, video);
        }

        _pieces.Add(WebmStreamName.Make(stream));
        Write(_pieces.Sum(static piece => (long)piece.Length));
    }

    private void Add(int track, long time, bool isKey, PooledBytes bytes)
    {
        bool isLong = _frames.Count > 0 && time - _frames[0].Time >= Mp4Recorder.FragmentLength.TotalMilliseconds;
        if (_isStarted && (isLong || _heldBytes > Mp4Recorder.MaxFragmentBytes))
        {
            WriteCluster();
        }

        // Picture and sound come as they were sent; in a cluster they stand in the order of their times.
        int place = _frames.Count;
        while (place > 0 && _frames[place - 1].Time > time && _frames[place - 1].Track != track)
        {
            place--;
        }

        _frames.Insert(place, new WebmFrame(track, Math.Max(0, time), bytes.Memory, isKey));
        _held.Add(bytes);
        _heldBytes += bytes.Length;
        TimeSpan end = TimeSpan.FromMilliseconds(time + UsualFrame);
        Duration = end > Duration ? end : Duration;
    }

    private void WriteCluster()
    {
        if (!_isStarted || _frames.Count == 0)
        {
            return;
        }

        _pieces.Clear();
        long length = _writer.WriteCluster(Size, _frames, _pieces);
        try
        {
            Write(length);
        }
        finally
        {
            GiveBack();
        }
    }

    private void Write(long length)
    {
        try
        {
            file.Write(Size, _pieces);
        }
        catch (IOException)
        {
            _isDamaged = true;
            throw;
        }

        Size += length;
        if (Size - _flushed >= Mp4Recorder.FlushInterval)
        {
            file.Flush();
            _flushed = Size;
        }
    }

    private void GiveBack()
    {
        _frames.Clear();
        _held.ForEach(static held => held.Return());
        _held.Clear();
        _heldBytes = 0;
    }

    private bool Take(TimeSpan duration)
    {
        Duration = duration;
        Size = file.Length;
        return true;
    }
}
