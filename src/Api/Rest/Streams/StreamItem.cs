using Vod.Api.Wcs.Connections;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Streams;

/// <summary>A stream as WCS lists it: the source, a file or a publisher, which is published, or one of its viewers, who plays it.</summary>
internal sealed record StreamItem
{
    /// <summary>The media provider of a file: none of the browser's, the file itself.</summary>
    public const string SourceProvider = "VOD";

    /// <summary>The application key of the viewer's or publisher's page.</summary>
    public required string AppKey { get; init; }

    /// <summary>The connection of a viewer or publisher; a file has none.</summary>
    public required string SessionId { get; init; }

    /// <summary>Of a viewer or publisher the id its page chose, of a file the server's id of the stream.</summary>
    public required string MediaSessionId { get; init; }

    /// <summary>The name of the stream.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is the source.</summary>
    public required bool Published { get; init; }

    /// <summary>Whether there is a picture.</summary>
    public required bool HasVideo { get; init; }

    /// <summary>Whether there is sound.</summary>
    public required bool HasAudio { get; init; }

    /// <summary><c>PUBLISHING</c> of a source, <c>PLAYING</c> of a viewer; <c>PENDING</c> of a viewer or publisher until media flows.</summary>
    public required string Status { get; init; }

    /// <summary>Always empty: what browser and server agreed on contains keys.</summary>
    public string Sdp { get; } = "";

    /// <summary>Of a source the codec of the file or publisher, of a viewer the one it gets; empty without sound.</summary>
    public required string AudioCodec { get; init; }

    /// <summary>The codec of the picture as it is sent, <c>H264</c> or <c>VP8</c>; empty without a picture.</summary>
    public string VideoCodec { get; init; } = "";

    /// <summary>Whether it is being recorded.</summary>
    public bool Record { get; init; }

    /// <summary>Width of the picture in pixels; 0 until it is known.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the picture in pixels; 0 until it is known.</summary>
    public required int Height { get; init; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int Bitrate { get; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int MinBitrate { get; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int MaxBitrate { get; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int Quality { get; }

    /// <summary>Always false.</summary>
    public bool History { get; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int Gop { get; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int Fps { get; }

    /// <summary>A wish that is not granted here; always 0.</summary>
    public int AudioBitrate { get; }

    /// <summary>Always empty: no encoder is at work.</summary>
    public string CodecImpl { get; } = "";

    /// <summary>How media reaches a viewer, or comes from a publisher; empty of a file.</summary>
    public required string Transport { get; init; }

    /// <summary>Always false.</summary>
    public bool CvoExtension { get; }

    /// <summary>When it came to be, in milliseconds since 1970.</summary>
    public required long CreateDate { get; init; }

    /// <summary><c>publish</c> or <c>play</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary><c>VOD</c> of a file, <c>WebRTC</c> of a viewer or publisher.</summary>
    public required string MediaProvider { get; init; }

    /// <summary>Whether the publisher has muted the sound.</summary>
    public MuteState AudioState { get; init; } = new(Muted: false);

    /// <summary>Whether the publisher has muted the picture.</summary>
    public MuteState VideoState { get; init; } = new(Muted: false);

    /// <summary>Only when <c>display</c> asks for it.</summary>
    public StreamMetrics? Metrics { get; init; }

    /// <summary>The id of the source of a stream.</summary>
    public static string IdOf(StreamOrigin origin) => origin.Publication?.MediaSessionId ?? origin.LocalMediaSessionId;

    /// <summary>The file of a stream.</summary>
    public static StreamItem OfFile(VodStreamDescription stream) => Of(
        stream.Media,
        new StreamItem
        {
            AppKey = WcsClientDescription.DefaultAppKey,
            SessionId = "",
            MediaSessionId = IdOf(stream.Origin),
            Name = stream.Origin.Name,
            Published = true,
            HasVideo = true,
            HasAudio = true,
            Status = "PUBLISHING",
            AudioCodec = "mpeg4-generic",
            Width = 0,
            Height = 0,
            Transport = "",
            CreateDate = stream.Origin.Created.ToUnixTimeMilliseconds(),
            MediaType = "publish",
            MediaProvider = SourceProvider,
        });

    /// <summary>The same, source or viewer, with what the publisher of the stream has muted.</summary>
    public StreamItem With(StreamMute mute) => this with { AudioState = new(mute.Audio), VideoState = new(mute.Video) };

    /// <summary>The publisher of a stream.</summary>
    public static StreamItem OfPublisher(VodStreamDescription stream, StreamPublication publication, string appKey) => OfFile(stream) with
    {
        AppKey = appKey,
        SessionId = publication.ConnectionId,
        Status = stream.Media is null ? "PENDING" : "PUBLISHING",
        AudioCodec = stream.Media is { HasAudio: true } ? "opus" : "",
        Record = stream.IsRecorded,
        Transport = "UDP",
        MediaProvider = "WebRTC",
    };

    /// <summary>A viewer of a stream.</summary>
    public static StreamItem OfViewer(ViewerDescription viewer, string appKey) => Of(
        viewer.Media,
        new StreamItem
        {
            AppKey = appKey,
            SessionId = viewer.ConnectionId,
            MediaSessionId = viewer.MediaSessionId,
            Name = viewer.StreamName,
            Published = false,
            HasVideo = true,
            HasAudio = true,
            Status = viewer.Media is null ? "PENDING" : "PLAYING",
            AudioCodec = "opus",
            Width = 0,
            Height = 0,
            Transport = "UDP",
            CreateDate = viewer.Created.ToUnixTimeMilliseconds(),
            MediaType = "play",
            MediaProvider = "WebRTC",
        });

    // Until a node has opened the file nobody knows what is in it; both are said then, as clients expect it of a film, without naming codecs.
    private static StreamItem Of(StreamMedia? media, StreamItem item) => item with
    {
        HasVideo = media?.HasVideo ?? true,
        HasAudio = media?.HasAudio ?? true,
        VideoCodec = WcsCodec.OfPicture(media),
        AudioCodec = media is { HasAudio: true } ? item.AudioCodec : "",
        Width = media?.Width ?? 0,
        Height = media?.Height ?? 0,
    };
}
