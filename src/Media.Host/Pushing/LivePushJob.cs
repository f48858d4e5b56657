using System.Buffers;
using Vod.Media.Host.Preparation;
using Vod.Media.Live;
using Vod.Media.Matroska;
using Vod.Media.Opus;
using Vod.Media.Publish;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Host.Pushing;

/// <summary>
/// Gives an ffmpeg what is published, from a key frame on, as it comes: a reader of the kept media like any viewer, whom the publisher's worker does not wait for. Its input ends with the publication, or
/// when the picture changes so that a new ffmpeg is needed.
/// </summary>
/// <param name="stream">What is published.</param>
/// <param name="mute">Whether silence goes in place of the sound.</param>
/// <param name="clock">The time between two looks at it.</param>
/// <param name="onFlowing">Called once, when so much was taken that the other server must have accepted it.</param>
internal sealed class LivePushJob(LiveStream stream, PushMute mute, TimeProvider clock, Action onFlowing) : ITranscoderJob
{
    /// <summary>How often is looked for something new: a third of a picture's time, which nobody sees behind a server with a buffer of seconds.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// What must have been taken before the other server is believed to take it. ffmpeg reads a second to know what it gets, then connects, and until it has it reads no more than a pipe holds.
    /// </summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private const string Opus = "A_OPUS";

    // Identification header (RFC 7845 section 5.1): version 1, two channels, no pre-skip, 48 kHz, no gain, mapping family 0.
    private static readonly byte[] OpusHead = [.. "OpusHead"u8, 1, 2, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly MatroskaWriter _writer = new();
    private LiveShape? _shape;
    private bool _hasBegun;
    private bool _isFlowing;
    private long _origin;
    private long _picture;
    private long _sound;

    private static int SoundTrack => 1;

    private int PictureTrack => stream.HasSound ? 2 : 1;

    private bool HasChanged => _hasBegun && stream.HasPicture && stream.Shape != _shape;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        _output.ResetWrittenCount();
        while (!stream.IsOver && !HasChanged)
        {
            if (_hasBegun || TryBegin())
            {
                WriteNew();
            }

            if (_output.WrittenCount > 0)
            {
                return _output.WrittenMemory;
            }

            await Task.Delay(Pause, clock, cancellation);
        }

        return default;
    }

    /// <inheritdoc/>
    public bool TakeOutput(ReadOnlySpan<byte> bytes) => true;

    private bool TryBegin()
    {
        long key = stream.NewestKey;
        if (stream.HasPicture)
        {
            if (!stream.Pictures.TryGet(key, out KeptPicture picture, out _))
            {
                stream.RequestKeyFrame();
                return false;
            }

            (_shape, _picture, _origin) = (stream.Shape, key, picture.Time);
        }

        _sound = stream.Sounds.First;
        if (!stream.HasPicture)
        {
            if (!stream.Sounds.TryGet(_sound = stream.Sounds.End - 1, out KeptSound first, out _))
            {
                return false;
            }

            _origin = TicksOf(first);
        }

        _hasBegun = true;
        WriteStart();
        return true;
    }

    private void WriteStart()
    {
        MatroskaTrack sound = new() { Type = MatroskaTrackType.Audio, CodecId = Opus, CodecPrivate = OpusHead, SampleRate = RtpClock.OpusRate, Channels = 2 };
        MatroskaTrack? picture = _shape is null
            ? null
            : new MatroskaTrack
            {
                Type = MatroskaTrackType.Video,
                CodecId = _shape.Codec == PublishedCodec.H264 ? "V_MPEG4/ISO/AVC" : "V_VP8",
                CodecPrivate = _shape.Configuration?.ToBytes() ?? default,
                Width = Math.Max(1, _shape.Width),
                Height = Math.Max(1, _shape.Height),
            };
        MatroskaTrack?[] tracks = [stream.HasSound ? sound : null, picture];
        MatroskaWriter.WriteStart(_output, tracks.OfType<MatroskaTrack>().ToArray());
    }

    // In the order of their times, as far as both have come.
    private void WriteNew()
    {
        while (true)
        {
            bool hasPicture = TryPeekPicture(out KeptPicture picture, out int pictureLength);
            bool hasSound = TryPeekSound(out KeptSound sound, out int soundLength);
            if (hasPicture && (!hasSound || picture.Time <= TicksOf(sound)))
            {
                Write(stream.Pictures, _picture, PictureTrack, picture.Time, picture.Key == _picture, pictureLength);
                _picture++;
            }
            else if (hasSound)
            {
                Write(stream.Sounds, _sound, SoundTrack, TicksOf(sound), isKey: true, soundLength);
                _sound++;
            }
            else
            {
                return;
            }
        }
    }

    private bool TryPeekPicture(out KeptPicture picture, out int length)
    {
        if (stream.HasPicture && _picture < stream.Pictures.First)
        {
            // It was too slow: without a key frame nothing of what follows can be decoded.
            _picture = Math.Max(_picture, stream.NewestKey);
            stream.RequestKeyFrame();
        }

        return stream.Pictures.TryGet(_picture, out picture, out length);
    }

    private bool TryPeekSound(out KeptSound sound, out int length)
    {
        _sound = Math.Max(_sound, stream.Sounds.First);
        while (stream.Sounds.TryGet(_sound, out sound, out length))
        {
            if (TicksOf(sound) >= _origin)
            {
                return true;
            }

            _sound++;
        }

        return false;
    }

    private void Write<TFacts>(MediaRing<TFacts> ring, long number, int track, long ticks, bool isKey, int length)
        where TFacts : struct
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            if (ring.TryCopy(number, bytes.AsSpan(0, length)))
            {
                TimeSpan time = TimeSpan.FromTicks(Math.Max(0, ticks - _origin));
                Write(bytes.AsSpan(0, length), track, time, isKey);
                Believe(time);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Write(scoped ReadOnlySpan<byte> frame, int track, TimeSpan time, bool isKey)
    {
        Span<byte> silence = stackalloc byte[OpusSilence.MaxLength];
        if (mute.IsMuted && stream.HasSound && track == SoundTrack)
        {
            frame = silence[..OpusSilence.WriteLike(frame, silence)];
        }

        _writer.WriteFrameStart(_output, (long)time.TotalMilliseconds, isKey, frame.Length, track);
        _output.Write(frame);
    }

    private void Believe(TimeSpan taken)
    {
        if (taken >= Believed && !_isFlowing)
        {
            _isFlowing = true;
            onFlowing();
        }
    }

    private static long TicksOf(KeptSound sound) => MediaTime.Rescale(sound.Time, RtpClock.OpusRate, (uint)TimeSpan.TicksPerSecond);
}
