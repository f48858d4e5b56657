using Vod.Media.H264;
using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Records;

/// <summary>
/// Records into an MP4 file: fragments while it runs, moov in front when it is finished. A fragment is written when a key picture comes or it has become
/// <see cref="FragmentLength"/> long, so that is what a crash takes away.
/// </summary>
internal sealed class Mp4Recorder : IRecorder
{
    /// <summary>Longest fragment. With what is still in the encoder of the sound, a crash takes less than a second.</summary>
    public static readonly TimeSpan FragmentLength = TimeSpan.FromMilliseconds(800);

    /// <summary>How long the first picture is waited for when there is sound already.</summary>
    public static readonly TimeSpan PicturePatience = TimeSpan.FromSeconds(3);

    /// <summary>Bytes after which a fragment is written whatever its length: what is in memory is bounded.</summary>
    public const int MaxFragmentBytes = 8 << 20;

    /// <summary>Bytes after which the disk is waited for, so that there is little left to write when the recording ends.</summary>
    public const long FlushInterval = 16 << 20;

    // Sound that comes without pictures, or while they stand still, is written by itself a little later than a picture would have taken it along.
    private static readonly long SoundFragment = SoundClock.At(FragmentLength) + (4 * SoundFormat.FrameLength);
    private static readonly long PictureFragment = PictureTime(FragmentLength);
    private static readonly long UsualPicture = RecordedMovie.PictureTimescale / 30;

    private readonly IRecordFile _file;
    private readonly byte[] _streamName;
    private readonly RecordedMovie _movie;
    private readonly FragmentWriter _fragments;
    private readonly int _holeLength;
    private readonly int _maxSamples;
    private readonly bool _hasPicture;
    private readonly List<WrittenSample> _pictures = [];
    private readonly List<WrittenSample> _sounds = [];
    private readonly List<PooledBytes> _pictureBytes = [];
    private readonly List<PooledBytes> _soundBytes = [];
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private AvcConfiguration? _configuration;
    private PictureFormat _format = PictureFormat.Unknown;
    private int _entry;
    private TimeSpan? _soundStart;
    private TimeSpan? _origin;
    private TimeSpan? _picturesEnd;
    private long _soundOrigin;
    private long _lastPicture = -1;
    private long _nextSound = long.MinValue;
    private long _heldBytes;
    private long _flushed;
    private long _settled;
    private bool _isDamaged;

    /// <param name="file">An empty file.</param>
    /// <param name="media">What there is to record.</param>
    /// <param name="soundBitRate">Bits per second of the AAC.</param>
    /// <param name="created">When the recording began.</param>
    /// <param name="holeLength">Bytes to leave for moov.</param>
    /// <param name="stream">Name of the stream, which is kept in the file until it is finished.</param>
    /// <param name="maxSamples">After as many samples no picture is taken; null for those that our own reader takes.</param>
    public Mp4Recorder(IRecordFile file, RecordedMedia media, int soundBitRate, DateTimeOffset created, int holeLength = FileLayout.DefaultHoleLength, string stream = "", int? maxSamples = null)
    {
        _maxSamples = maxSamples ?? Mp4Limits.Default.MaxSamples;
        _file = file;
        _streamName = StreamNameBox.Make(stream);
        _hasPicture = media.HasPicture;
        _holeLength = holeLength;
        _movie = new RecordedMovie(media.HasSound ? SoundFormat.Stereo(soundBitRate) : null, created);
        _fragments = new FragmentWriter(_movie, media.HasPicture);
    }

    /// <inheritdoc/>
    public long Size { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Duration { get; private set; }

    /// <inheritdoc/>
    public bool WantsAac => true;

    /// <inheritdoc/>
    public void BeginSound(TimeSpan time) => _soundStart ??= time;

    /// <inheritdoc/>
    public bool AddPicture(in PublishedPicture picture, PooledBytes bytes)
    {
        (PictureFormat format, int entry) = FormatOf(picture);
        if (entry < 0 || _movie.Picture.Count + _pictures.Count + (_movie.Sound?.Count ?? 0) >= _maxSamples)
        {
            bytes.Return();
            return false;
        }

        if (_origin is null)
        {
            Start(picture.Time, format);
        }

        long time = Math.Max(PictureTime(picture.Time - _origin!.Value), _lastPicture + 1);
        if (_pictures.Count > 0 && (picture.IsKey || time - _pictures[0].Time >= PictureFragment || _heldBytes > MaxFragmentBytes))
        {
            WriteFragment(_pictures, time);
        }

        (_format, _entry) = (format, entry);
        _pictures.Add(new WrittenSample(time, bytes.Memory, picture.IsKey));
        _pictureBytes.Add(bytes);
        _heldBytes += bytes.Length;
        _lastPicture = time;
        Extend(new MediaTime(time, RecordedMovie.PictureTimescale).ToTimeSpan());
        return true;
    }

    /// <inheritdoc/>
    public void EndPictures(TimeSpan time) => _picturesEnd = time;

    /// <inheritdoc/>
    public void AddSound(long time, PooledBytes bytes)
    {
        if (_origin is null && (!_hasPicture || time - SoundClock.At(_soundStart!.Value) > SoundClock.At(PicturePatience)))
        {
            Start(_soundStart!.Value, PictureFormat.Unknown);
        }

        time -= _soundOrigin;
        if (time < _nextSound)
        {
            // A child that took the place of another begins where nobody knew yet what that one would still give.
            bytes.Return();
            return;
        }

        bool isGap = time > _nextSound && _nextSound >= 0;
        if (_origin is not null && _sounds.Count > 0 && (isGap || time - _sounds[0].Time >= SoundFragment))
        {
            WriteWithSound();
        }

        _sounds.Add(new WrittenSample(time, bytes.Memory, IsKey: true));
        _soundBytes.Add(bytes);
        _heldBytes += bytes.Length;
        _nextSound = time + SoundFormat.FrameLength;
        Extend(new MediaTime(_nextSound, SoundClock.Rate).ToTimeSpan());
    }

    /// <inheritdoc/>
    public void Settle()
    {
        if (_settled == Size && _origin is not null && _pictures.Count + _sounds.Count > 0)
        {
            WriteFragment(_pictures, _lastPicture + UsualPicture);
        }

        _settled = Size;
    }

    /// <inheritdoc/>
    public bool Finish()
    {
        if (_origin is null && _sounds.Count > 0)
        {
            Start(_soundStart!.Value, PictureFormat.Unknown);
        }

        if (_isDamaged)
        {
            return Mp4Finisher.Salvage(_file, _movie.Created) is { } duration && Take(duration);
        }

        if (_pictures.Count + _sounds.Count > 0)
        {
            long lastDelta = _movie.Picture.Count > 0 ? Math.Min(_movie.Picture.LastDuration, UsualPicture * 3) : UsualPicture;
            WriteFragment(_pictures, _lastPicture + lastDelta);
        }

        if (_movie.Picture.Count + (_movie.Sound?.Count ?? 0) == 0)
        {
            return false;
        }

        if (_picturesEnd is { } end)
        {
            _movie.Picture.ExtendTo(PictureTime(end - _origin!.Value));
        }

        Mp4Finisher.Finish(_file, _movie, _holeLength);
        return Take(_movie.Duration);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GiveBack(_pictureBytes);
        GiveBack(_soundBytes);
        _file.Dispose();
    }

    private static long PictureTime(TimeSpan time) => MediaTime.Rescale(time.Ticks, (uint)TimeSpan.TicksPerSecond, RecordedMovie.PictureTimescale);

    private static void GiveBack(List<PooledBytes> bytes)
    {
        bytes.ForEach(static held => held.Return());
        bytes.Clear();
    }

    private (PictureFormat Format, int Entry) FormatOf(in PublishedPicture picture)
    {
        if (!picture.IsKey || ReferenceEquals(picture.Configuration, _configuration))
        {
            return (_format, _entry);
        }

        PictureFormat format = new(picture.Configuration!, picture.Width, picture.Height);
        int entry = _movie.EntryOf(format);
        _configuration = entry < 0 ? null : picture.Configuration;
        return (format, entry);
    }

    private void Start(TimeSpan time, PictureFormat format)
    {
        _origin = _soundStart is { } sound && sound < time ? sound : time;
        _soundOrigin = SoundClock.At(_origin.Value);
        for (int i = 0; i < _sounds.Count; i++)
        {
            _sounds[i] = _sounds[i] with { Time = _sounds[i].Time - _soundOrigin };
        }

        _nextSound -= _sounds.Count > 0 ? _soundOrigin : 0;
        _pieces.Clear();
        _fragments.WriteStart(format, _holeLength, _pieces);
        _pieces.Add(_streamName);
        Write(_pieces.Sum(static piece => (long)piece.Length));
    }

    /// <summary>
    /// Writes what waits because of the sound. A picture that stands still goes along: it lasts to here at least, and where the next one begins is said again with that one.
    /// </summary>
    private void WriteWithSound()
    {
        long heard = MediaTime.Rescale(_nextSound, SoundClock.Rate, RecordedMovie.PictureTimescale);
        WriteFragment(heard > _lastPicture + PictureFragment ? _pictures : [], heard);
    }

    /// <param name="pictures">Those that are written: all that wait, or none.</param>
    /// <param name="picturesEnd">When the last of them ends.</param>
    private void WriteFragment(List<WrittenSample> pictures, long picturesEnd)
    {
        _pieces.Clear();
        MovieFragment fragment = new() { Pictures = pictures, Sounds = _sounds, PicturesEnd = picturesEnd, Format = _format, Entry = _entry };
        long length = _fragments.WriteFragment(Size, fragment, _pieces);
        bool hasPictures = pictures.Count > 0;
        try
        {
            Write(length);
        }
        finally
        {
            _sounds.Clear();
            GiveBack(_soundBytes);
            if (hasPictures)
            {
                _pictures.Clear();
                GiveBack(_pictureBytes);
            }

            _heldBytes = _pictureBytes.Sum(static held => (long)held.Length);
        }
    }

    private void Write(long length)
    {
        try
        {
            _file.Write(Size, _pieces);
        }
        catch (IOException)
        {
            // The tables know of samples that are not there.
            _isDamaged = true;
            throw;
        }

        Size += length;
        if (Size - _flushed >= FlushInterval)
        {
            _file.Flush();
            _flushed = Size;
        }
    }

    private void Extend(TimeSpan end)
    {
        if (_origin is not null && end > Duration)
        {
            Duration = end;
        }
    }

    private bool Take(TimeSpan duration)
    {
        Duration = duration;
        Size = _file.Length;
        return true;
    }
}
