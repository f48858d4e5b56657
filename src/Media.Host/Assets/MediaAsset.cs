using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Host.Assets;

/// <summary>An opened file with its index and one of its sounds: immutable, one for all its viewers.</summary>
internal sealed class MediaAsset
{
    private static readonly TimeSpan OpusPacketDuration = TimeSpan.FromMilliseconds(20);

    private readonly AssetSound? _sound;

    /// <param name="file">The file.</param>
    /// <param name="track">Its video track, if it has one.</param>
    /// <param name="video">How that is played.</param>
    /// <param name="picture">Why so.</param>
    /// <param name="sound">The sound to play, if it has any.</param>
    /// <param name="substitute">How it is played to who does not know VP8, if that is what it is.</param>
    public MediaAsset(AssetFile file, Mp4Track? track, FileVideo? video, PictureDecision picture, AssetSound? sound, FileVideo? substitute = null)
    {
        File = file;
        VideoTrack = track;
        Video = video;
        Substitute = substitute;
        Picture = picture;
        _sound = sound;
        TimeSpan soundDuration = sound is null ? TimeSpan.Zero : OpusPacketDuration * sound.Once.PacketCount;
        TimeSpan pictureDuration = Video?.Duration ?? TimeSpan.Zero;
        Duration = soundDuration > pictureDuration ? soundDuration : pictureDuration;
        LoopPeriod = LoopPeriod.For(pictureDuration, sound?.Once.PacketCount ?? 0);
    }

    /// <summary>The file.</summary>
    public AssetFile File { get; }

    /// <summary>The file's bytes.</summary>
    public IAssetContent Content => File.Content;

    /// <summary>The track <see cref="Video"/> is made from.</summary>
    public Mp4Track? VideoTrack { get; }

    /// <summary>The picture; null when there is none.</summary>
    public FileVideo? Video { get; }

    /// <summary>The same picture in H.264, for those who do not know <see cref="FileVideo.IsVp8">VP8</see>; null when there is no need for it, or no way to make it.</summary>
    public FileVideo? Substitute { get; }

    /// <summary>The picture for those who know nothing but H.264; null when it cannot be had in that.</summary>
    public FileVideo? InH264 => Video is { IsVp8: true } ? Substitute : Video;

    /// <summary>How the picture is played, and why.</summary>
    public PictureDecision Picture { get; }

    /// <summary>The sound as Opus; null when there is none.</summary>
    public OpusTrack? Sound => _sound?.Once;

    /// <summary>The longer of picture and sound.</summary>
    public TimeSpan Duration { get; }

    /// <summary>From one start to the next when it is played in a loop.</summary>
    public LoopPeriod LoopPeriod { get; }

    /// <summary>The sound as it is played in a loop: its end leads over to its start.</summary>
    public OpusTrack? LoopedSound => _sound?.In(LoopPeriod);

    /// <summary>The same picture with another sound of the file.</summary>
    public MediaAsset With(AssetSound sound) => sound == _sound ? this : new(File, VideoTrack, Video, Picture, sound, Substitute);

    /// <summary>What of the picture is encoded anew when somebody plays it.</summary>
    public PictureTrack? Encoded => (Video?.Prepared ?? Substitute?.Prepared) as PictureTrack;

    /// <summary>What is prepared to play it once: the sound, which takes seconds, before the picture.</summary>
    public IEnumerable<ChunkTrack> PreparedTracks => new ChunkTrack?[] { Sound, Video?.Prepared as PictureTrack }.OfType<ChunkTrack>();

    /// <summary>Somebody is about to play it: what could not be prepared because the storage failed is tried again.</summary>
    public void Forgive()
    {
        foreach (ChunkTrack track in File.Sounds.Prepared.Append<ChunkTrack?>(Encoded).OfType<ChunkTrack>())
        {
            track.Forgive();
        }
    }

    /// <summary>What the file consists of.</summary>
    public PlayedMedia Describe() => new(Video is not null, Sound is not null, VideoTrack?.Width ?? 0, VideoTrack?.Height ?? 0, Duration)
    {
        Picture = Picture.Treatment,
        PictureReason = Picture.Reason,
        Codec = Video is { IsVp8: true } ? PictureCodec.Vp8 : PictureCodec.H264,
    };
}
