using Vod.Media.Engine;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Live;
using Vod.Media.Publish;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Publishing;

/// <summary>What one browser publishes, as this node passes it on: to those who watch, and to a recording. Its media comes on the thread of the publisher's worker.</summary>
internal sealed class Publication : IPublishedMediaSink
{
    private readonly MonotonicClock _clock;
    private readonly bool _isStereo;

    /// <param name="clock">The time, when something comes.</param>
    /// <param name="agreement">What the publisher is going to send.</param>
    /// <param name="keyFrameWanted">Called, on any thread, when viewers or the recording want a key frame and none is on order.</param>
    public Publication(MonotonicClock clock, PublishAgreement agreement, Action keyFrameWanted)
    {
        _clock = clock;
        _isStereo = agreement.IsStereo;
        Stream = new LiveStream(agreement.Video is not null, agreement.Audio is not null, keyFrameWanted);
        Video = new PublishedVideo(Stream);
        PublishedCodec codec = agreement.Video is { } video && CodecName.IsVp8(video.Format) ? PublishedCodec.Vp8 : PublishedCodec.H264;
        Recorded = new RecordedMedia(Stream.HasPicture, codec, Stream.HasSound);
    }

    /// <summary>What is kept for those who watch.</summary>
    public LiveStream Stream { get; }

    /// <summary>The picture, for those who watch.</summary>
    public PublishedVideo Video { get; }

    /// <summary>Whether there is something to watch.</summary>
    public bool HasBegun => !Stream.Epoch.IsNever && (Stream.Shape is not null || !Stream.HasPicture);

    /// <summary>What records it; null for nothing. For the worker of the publisher.</summary>
    public Recording? Recorder { get; set; }

    /// <summary>What a recording of it consists of.</summary>
    public RecordedMedia Recorded { get; }

    /// <summary>What is being published, as far as it is known.</summary>
    public PlayedMedia Describe() => new(Stream.HasPicture, Stream.HasSound, Stream.Shape?.Width ?? 0, Stream.Shape?.Height ?? 0, TimeSpan.Zero)
    {
        Picture = Stream.HasPicture ? PictureTreatment.PassedThrough : PictureTreatment.None,
        Codec = Recorded.Codec == PublishedCodec.Vp8 ? PictureCodec.Vp8 : PictureCodec.H264,
    };

    /// <summary>What a viewer is offered. Only when it has begun.</summary>
    public MediaOffer ToOffer() => new()
    {
        Video = Stream.Shape?.Configuration is { } avc ? H264ProfileLevelId.FromNumber(avc.ProfileLevelId) : null,
        HasVp8 = Stream.Shape is { Codec: PublishedCodec.Vp8 },
        HasAudio = Stream.HasSound,
        IsStereo = _isStereo,
        HeaderExtensions = [],
        MeasuresPath = true,
    };

    /// <summary>What one more viewer gets.</summary>
    public ViewedMedia View() => new()
    {
        Description = Describe(),
        Video = Stream.HasPicture ? Video : null,
        Audio = Stream.HasSound ? new LiveSound(Stream) : null,
        Live = Stream,
        LivePhase = TimelineAnchors.PhaseOf(Stream.Join()),
    };

    /// <inheritdoc/>
    public void OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes)
    {
        Stream.Add(picture, bytes, _clock.Now);
        Recorder?.OnPicture(picture, bytes);
    }

    /// <inheritdoc/>
    public void OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet)
    {
        Stream.Add(sound, packet, _clock.Now);
        Recorder?.OnSound(sound, packet);
    }
}
