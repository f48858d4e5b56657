using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Host.Assets;

/// <summary>An opened file with its index: immutable, one for all its viewers.</summary>
internal sealed class MediaAsset
{
    private readonly IAssetContent _content;
    private readonly Lazy<OpusTrack?> _loopedSound;

    /// <param name="content">The file.</param>
    /// <param name="track">Its video track, if it has one.</param>
    /// <param name="video">How that is played.</param>
    /// <param name="picture">Why so.</param>
    /// <param name="sound">Its sound as Opus, if it has any.</param>
    /// <param name="loopedSound">Has the sound prepared for a loop.</param>
    public MediaAsset(
        IAssetContent content, Mp4Track? track, VideoSource? video, PictureDecision picture, OpusTrack? sound, Func<LoopPeriod, OpusTrack?> loopedSound)
    {
        _content = content;
        VideoTrack = track;
        Video = video;
        Picture = picture;
        Sound = sound;
        TimeSpan soundDuration = sound is null ? TimeSpan.Zero : OpusPacketDuration * sound.PacketCount;
        TimeSpan pictureDuration = Video?.Duration ?? TimeSpan.Zero;
        Duration = soundDuration > pictureDuration ? soundDuration : pictureDuration;
        LoopPeriod = LoopPeriod.For(pictureDuration, sound?.PacketCount ?? 0);
        _loopedSound = new(() => loopedSound(LoopPeriod));
    }

    /// <summary>The file's bytes.</summary>
    public IAssetContent Content => _content;

    /// <summary>The track <see cref="Video"/> is made from.</summary>
    public Mp4Track? VideoTrack { get; }

    /// <summary>The picture; null when there is none.</summary>
    public VideoSource? Video { get; }

    /// <summary>How the picture is played, and why.</summary>
    public PictureDecision Picture { get; }

    /// <summary>The sound as Opus; null when there is none.</summary>
    public OpusTrack? Sound { get; }

    /// <summary>The longer of picture and sound.</summary>
    public TimeSpan Duration { get; }

    /// <summary>From one start to the next when it is played in a loop.</summary>
    public LoopPeriod LoopPeriod { get; }

    /// <summary>The sound as it is played in a loop: its end leads over to its start.</summary>
    public OpusTrack? LoopedSound => _loopedSound.Value;

    /// <summary>All that is being prepared of the sound.</summary>
    public IEnumerable<OpusTrack> PreparedSounds =>
        new[] { Sound, _loopedSound.IsValueCreated ? _loopedSound.Value : null }.OfType<OpusTrack>();

    /// <summary>What is prepared to play it once: the sound, which takes seconds, before the picture.</summary>
    public IEnumerable<ChunkTrack> PreparedTracks => new ChunkTrack?[] { Sound, Video?.Prepared as PictureTrack }.OfType<ChunkTrack>();

    /// <summary>What the file consists of.</summary>
    public PlayedMedia Describe() => new(Video is not null, Sound is not null, VideoTrack?.Width ?? 0, VideoTrack?.Height ?? 0, Duration)
    {
        Picture = Picture.Treatment,
        PictureReason = Picture.Reason,
    };

    private static TimeSpan OpusPacketDuration => TimeSpan.FromMilliseconds(20);
}
