using Vod.Media.H264.Packetization;
using Vod.Media.Publish;
using Vod.Media.Rtp;
using Vod.Media.Timing;
using Vod.Media.Vp8;

namespace Vod.Media.Live;

/// <summary>
/// What a publisher has sent of late, for those who watch: written by the worker of the publisher, read by viewers on any worker, none of whom waits for another.
/// </summary>
/// <remarks>
/// The pictures since the last key frame are kept, so that a viewer who joins sees one at once. Browsers make key frames only when they are asked to, so this is bounded: once more has come than is
/// kept, whoever joins waits for a new one.
/// </remarks>
/// <param name="hasPicture">Whether the publisher has agreed to send a picture.</param>
/// <param name="hasSound">Whether he has agreed to send sound.</param>
/// <param name="keyFrameWanted">Called, on any thread, when viewers want a key frame and none is on order.</param>
internal sealed class LiveStream(bool hasPicture, bool hasSound, Action keyFrameWanted)
{
    /// <summary>Most pictures that are kept, a power of two: eight seconds at 60 a second.</summary>
    public const int MaxPictures = 512;

    /// <summary>Most bytes of pictures that are kept, a power of two: ten seconds of what browsers send at most of a screen of 1080 lines. Memory is only taken as it is needed.</summary>
    public const int MaxPictureBytes = 8 * 1024 * 1024;

    /// <summary>Most packets of sound that are kept, a power of two: ten seconds at 20 ms each.</summary>
    public const int MaxSounds = 512;

    /// <summary>Most bytes of sound that are kept, a power of two: five seconds of the most that Opus takes.</summary>
    public const int MaxSoundBytes = 512 * 1024;

    /// <summary>
    /// How long a picture is kept. A join from a key frame that is older is a burst of more than a new key frame costs, and takes longer than to ask for one; and what a viewer has lost he asks for
    /// within a second.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan BitrateWindow = TimeSpan.FromSeconds(1);
    private readonly LiveClock _clock = new();
    private LiveShape? _shape;
    private PictureFormat? _format;
    private long _key = -1;
    private long _lastSound = -1;
    private TimeSpan _bitrateSince;
    private long _bitrateBytes;
    private long _bitrate;
    private long _joined;
    private int _isKeyFrameWanted;
    private volatile bool _isOver;

    /// <summary>Whether the publisher has agreed to send a picture.</summary>
    public bool HasPicture => hasPicture;

    /// <summary>Whether the publisher has agreed to send sound.</summary>
    public bool HasSound => hasSound;

    /// <summary>The pictures.</summary>
    public MediaRing<KeptPicture> Pictures { get; } = new(MaxPictures, MaxPictureBytes);

    /// <summary>The sound.</summary>
    public MediaRing<KeptSound> Sounds { get; } = new(MaxSounds, MaxSoundBytes);

    /// <summary>What the pictures are like; null until one has come.</summary>
    public LiveShape? Shape => Volatile.Read(ref _shape);

    /// <inheritdoc cref="LiveClock.Epoch"/>
    public MonotonicTime Epoch => _clock.Epoch;

    /// <summary>Bits per second that the pictures take of late; 0 in the first second.</summary>
    public long Bitrate => Volatile.Read(ref _bitrate);

    /// <summary>Whether nothing more comes.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether viewers wait for a key frame.</summary>
    public bool IsKeyFrameWanted => Volatile.Read(ref _isKeyFrameWanted) != 0;

    /// <summary>Takes a picture; for the worker of the publisher. Before the first key picture, and behind one that is too large to be kept, those that are none are of no use.</summary>
    /// <param name="picture">What it is.</param>
    /// <param name="bytes">Its bytes, as <see cref="IPublishedMediaSink"/> has them.</param>
    /// <param name="now">The time.</param>
    public void Add(in PublishedPicture picture, ReadOnlySpan<byte> bytes, MonotonicTime now)
    {
        _clock.OnArrival(picture.Time, now);
        if (picture.IsKey)
        {
            BeginGroup(picture);
        }

        if (_key < 0)
        {
            RequestKeyFrame();
            return;
        }

        KeptPicture kept = new() { Time = picture.Time.Ticks, Key = _key, Format = _format! };
        ForgetOld(picture.Time - MaxAge);
        bool isKept = Pictures.TryAdd(kept, bytes);
        if (!isKept)
        {
            _key = -1;
        }
        else if (picture.IsKey)
        {
            Volatile.Write(ref _isKeyFrameWanted, 0);
        }

        Measure(picture.Time, bytes.Length);
    }

    /// <summary>Takes an Opus packet; for the worker of the publisher.</summary>
    /// <param name="sound">What it is.</param>
    /// <param name="packet">Its bytes.</param>
    /// <param name="now">The time.</param>
    public void Add(in PublishedSound sound, ReadOnlySpan<byte> packet, MonotonicTime now)
    {
        _clock.OnArrival(sound.Time, now);
        long time = MediaTime.Rescale(sound.Time.Ticks, (uint)TimeSpan.TicksPerSecond, RtpClock.OpusRate);

        // Where the publisher's reports move the line back a little, two packets may lie on one place.
        _lastSound = Math.Max(time, _lastSound + 1);
        Sounds.TryAdd(new KeptSound(_lastSound), packet);
    }

    /// <summary>Nothing more comes; for the worker of the publisher.</summary>
    public void End() => _isOver = true;

    /// <summary>A viewer has no picture. Any thread may ask; all who ask until the next key picture get the same one.</summary>
    public void RequestKeyFrame()
    {
        if (hasPicture && !_isOver && Interlocked.Exchange(ref _isKeyFrameWanted, 1) == 0)
        {
            keyFrameWanted();
        }
    }

    /// <summary>The last key picture, if it is kept; else -1.</summary>
    public long NewestKey => Pictures.TryGet(Pictures.End - 1, out KeptPicture newest, out _) && newest.Key >= Pictures.First ? newest.Key : -1;

    /// <summary>A copy of the last key picture; null if it is not kept.</summary>
    public LiveKeyFrame? CopyLastKey()
    {
        long number = NewestKey;
        if (Shape is not { } shape || !Pictures.TryGet(number, out KeptPicture key, out int length) || !Pictures.TryGet(Pictures.End - 1, out KeptPicture newest, out _))
        {
            return null;
        }

        byte[] bytes = new byte[length];
        return Pictures.TryCopy(number, bytes) ? new(number, new TimeSpan(newest.Time - key.Time), shape, bytes) : null;
    }

    /// <summary>Counts one more viewer.</summary>
    /// <returns>How many have joined before.</returns>
    public long Join() => Interlocked.Increment(ref _joined) - 1;

    /// <summary>The picture that a viewer of a moment begins with: the last key picture up to it, of those that are kept; else the first one after it; else the one that comes next.</summary>
    /// <param name="time">The moment, in the publisher's time and ticks of 100 ns.</param>
    public long EntryFor(long time)
    {
        long end = Pictures.End;
        long entry = end;
        for (long number = end - 1; Pictures.TryGet(number, out KeptPicture picture, out _); number = picture.Key - 1)
        {
            if (picture.Key < Pictures.First)
            {
                break;
            }

            entry = picture.Key;
            if (Pictures.TryGet(entry, out KeptPicture key, out _) && key.Time <= time)
            {
                break;
            }
        }

        return entry;
    }

    private void BeginGroup(in PublishedPicture picture)
    {
        LiveShape shape = new(picture.Codec, picture.Configuration, picture.Width, picture.Height);
        if (picture.Codec == PublishedCodec.Vp8)
        {
            _format = Vp8PayloadFormat.Instance;
        }
        else if (picture.Configuration is { } avc && avc != _shape?.Configuration)
        {
            _format = new H264PayloadFormat(avc.NalLengthSize, [.. avc.SequenceParameterSets], [.. avc.PictureParameterSets]);
        }

        if (shape != _shape)
        {
            Volatile.Write(ref _shape, shape);
        }

        _key = Pictures.End;
    }

    private void ForgetOld(TimeSpan before)
    {
        long first = Pictures.First;
        while (Pictures.TryGet(first, out KeptPicture picture, out _) && picture.Time < before.Ticks)
        {
            first++;
        }

        Pictures.Forget(first);
    }

    private void Measure(TimeSpan time, int bytes)
    {
        _bitrateBytes += bytes;
        if (time - _bitrateSince is var passed && passed >= BitrateWindow)
        {
            Volatile.Write(ref _bitrate, (long)(_bitrateBytes * 8 / passed.TotalSeconds));
            (_bitrateSince, _bitrateBytes) = (time, 0);
        }
    }
}
