using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Support;

/// <summary>Streams and viewers to fill a cluster with.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);

    public static readonly StreamMedia Film = new(HasVideo: true, HasAudio: true, Width: 1280, Height: 720, TimeSpan.FromSeconds(60))
    {
        Picture = StreamPicture.Encoded,
        PictureReason = "B-frames",
    };

    public static readonly StreamMedia Music = new(HasVideo: false, HasAudio: true, Width: 0, Height: 0, TimeSpan.FromSeconds(90));

    public static VodStreamDescription Shared(string name, string uri, bool loop = false, int viewers = 0, StreamMedia? media = null) =>
        new(name, new StreamOrigin($"id-of-{name}", name, uri, Created, new StreamTimeline(Created, loop)), media ?? Film, viewers);

    public static VodStreamDescription Personal(string key, string uri) =>
        new(key, new StreamOrigin(key, uri, uri, Created, Timeline: null), Film, 1);

    public static VodStreamDescription Published(string name, string publisher, string connection, StreamMedia? media, bool isRecorded = false, int viewers = 0) =>
        new(name, new StreamOrigin($"id-of-{name}", name, name, Created, Timeline: null) { Publication = new(publisher, connection) }, media, viewers)
        {
            IsRecorded = isRecorded,
        };

    public static ViewerDescription Viewer(string key, string name, string mediaSessionId, string connection, StreamMedia? media) =>
        new(key, name, mediaSessionId, connection, Created, media);

    /// <summary>
    /// Two shared streams, one of them with two viewers, of whom the second does not play yet; two personal ones of the same file with their viewers.
    /// </summary>
    public static StreamListing Listing() => new(
        [
            Shared("test", "vod-live://sample.mp4", viewers: 2),
            Shared("vod-live://music.mp4", "vod-live://music.mp4", loop: true, media: Music),
            Personal("p1", "vod://sample.mp4"),
            Personal("p2", "vod://sample.mp4"),
        ],
        [
            Viewer("test", "test", "v1", "c1", Film),
            Viewer("test", "test", "v2", "c2", null),
            Viewer("p1", "vod://sample.mp4", "v3", "c1", Film),
            Viewer("p2", "vod://sample.mp4", "v4", "c3", Film),
        ]);
}
