using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Stats;

/// <summary>The statistics of streams.</summary>
internal static class StatStreams
{
    // Transports that WCS has and this server has not; its console adds them up.
    private static readonly string[] Absent =
        ["streams_rtsp_in", "streams_rtsp_out", "streams_rtmp_in", "streams_rtmfp_in", "streams_rtmfp_out", "streams_websocket_out"];

    /// <summary>By transport, and who watches what: <c>name/count</c> of shared and published streams, separated by semicolons.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Values(StreamListing listing) =>
    [
        new("streams_webrtc_in", listing.Streams.Count(stream => stream.Origin.Publication is not null)),
        new("streams_webrtc_out", listing.Viewers.Count(viewer => viewer.PushUrl is null)),
        new("streams_rtmp_out", listing.Viewers.Count(viewer => viewer.PushUrl is not null)),
        .. Absent.Select(name => new KeyValuePair<string, object>(name, 0)),
        new("streams_viewers", string.Join(';', Shared(listing).Take(RestLimits.MaxStatStreams).Select(stream => $"{stream.Origin.Name}/{stream.Viewers}"))),
    ];

    /// <summary>Of files, by kind.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> VodValues(StreamListing listing)
    {
        VodStreamDescription[] files = [.. listing.Streams.Where(stream => stream.Origin.Publication is null)];
        int shared = files.Count(stream => stream.Origin.IsShared);
        int viewers = listing.Viewers.Count - listing.Streams.Except(files).Sum(stream => stream.Viewers);
        return [new("vod_streams", files.Length), new("vod_streams_shared", shared), new("vod_streams_personal", files.Length - shared), new("vod_viewers", Math.Max(0, viewers))];
    }

    /// <summary>
    /// The encoders of each source, by its name. There are none; the console of the WebSDK looks every source up here and breaks where it finds nothing.
    /// </summary>
    public static Dictionary<string, object> Distributors(StreamListing listing)
    {
        Dictionary<string, object> none = new() { ["distributors"] = new Dictionary<string, object>() };
        return listing.Streams.Select(stream => stream.Origin.Name).Distinct().Take(RestLimits.MaxStatStreams).ToDictionary(name => name, object (_) => none);
    }

    private static IEnumerable<VodStreamDescription> Shared(StreamListing listing) => listing.Streams.Where(stream => stream.Origin.IsShared);
}
