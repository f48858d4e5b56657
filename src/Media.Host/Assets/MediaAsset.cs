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

    /// <param name="content">The file.</param>
    /// <param name="video">Its H.264 track, if it has one.</param>
    /// <param name="sound">Its sound as Opus, if it has any.</param>
    public MediaAsset(IAssetContent content, Mp4Track? video, OpusTrack? sound)
    {
        _content = content;
        VideoTrack = video;
        Video = video is null ? null : new VideoSource(video);
        Sound = sound;
        TimeSpan soundDuration = sound is null ? TimeSpan.Zero : OpusPacketDuration * sound.PacketCount;
        TimeSpan pictureDuration = Video?.Duration ?? TimeSpan.Zero;
        Duration = soundDuration > pictureDuration ? soundDuration : pictureDuration;
    }

    /// <summary>The file's bytes.</summary>
    public IAssetContent Content => _content;

    /// <summary>The track <see cref="Video"/> is made from.</summary>
    public Mp4Track? VideoTrack { get; }

    /// <summary>The picture; null when there is none.</summary>
    public VideoSource? Video { get; }

    /// <summary>The sound as Opus; null when there is none.</summary>
    public OpusTrack? Sound { get; }

    /// <summary>The longer of picture and sound.</summary>
    public TimeSpan Duration { get; }

    /// <summary>What the file consists of.</summary>
    public PlayedMedia Describe() => new(Video is not null, Sound is not null, VideoTrack?.Width ?? 0, VideoTrack?.Height ?? 0, Duration);

    private static TimeSpan OpusPacketDuration => TimeSpan.FromMilliseconds(20);
}
