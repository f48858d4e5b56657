using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Stats;

/// <summary>The statistics of streams.</summary>
internal static class StatStreams
{
    // Transports that WCS has and this server has not; its console adds them up.
    private static readonly string[] Absent =
        ["streams_rtsp_in", "streams_rtsp_out", "streams_rtmp_in", "streams_rtmp_out", "streams_rtmfp_in", "streams_rtmfp_out", "streams_websocket_out"];

    /// <summary>By transport, and who watches what: <c>name/count</c> of shared streams, separated by semicolons.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Values(StreamListing listing) =>
    [
        new("streams_webrtc_in", 0),
        new("streams_webrtc_out", listing.Viewers.Count),
        .. Absent.Select(name => new KeyValuePair<string, object>(name, 0)),
        new("streams_viewers", string.Join(';', Shared(listing).Take(RestLimits.MaxStatStreams).Select(stream => $"{stream.Origin.Name}/{stream.Viewers}"))),
    ];

    /// <summary>By kind.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> VodValues(StreamListing listing)
    {
        int shared = Shared(listing).Count();
        return [new("vod_streams", listing.Streams.Count), new("vod_streams_shared", shared), new("vod_streams_personal", listing.Streams.Count - shared), new("vod_viewers", listing.Viewers.Count)];
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
