using Vod.Api.Streams;
using Vod.Api.Wcs.Connections;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Streams;

/// <summary>The streams of the cluster as WCS lists them: each source, then its viewers.</summary>
internal sealed class StreamListings(IVodStreams cluster, WcsConnectionTable connections)
{
    /// <summary>The sources and viewers that match.</summary>
    public async Task<IReadOnlyList<ListedStream>> FindAsync(StreamQuery query)
    {
        StreamListing listing = await cluster.Directory.List();
        Predicate<StreamItem> matches = query.Matcher();
        return [.. All(listing).Where(stream => matches(stream.Item))];
    }

    private IEnumerable<ListedStream> All(StreamListing listing)
    {
        // What is sent on has a listing of its own.
        ViewerDescription[] browsers = [.. listing.Viewers.Where(viewer => viewer.PushUrl is null)];
        ILookup<string, ViewerDescription> viewers = browsers.ToLookup(viewer => viewer.StreamKey, StringComparer.Ordinal);
        HashSet<string> sources = [.. listing.Streams.Select(stream => stream.Key)];
        IEnumerable<ListedStream> withSource =
            listing.Streams.SelectMany(stream => viewers[stream.Key].Select(Viewer).Prepend(Source(stream)).Select(listed => listed with { Item = listed.Item.With(stream.Mute) }));

        // A stream may have ended, or its node may not have answered, while the node of a viewer lists it still.
        return withSource.Concat(browsers.Where(viewer => !sources.Contains(viewer.StreamKey)).Select(Viewer));
    }

    private ListedStream Source(VodStreamDescription stream) => new(
        stream.Key,
        stream.Origin.Publication is { } publication
            ? StreamItem.OfPublisher(stream, publication, AppKeyOf(publication.ConnectionId))
            : StreamItem.OfFile(stream));

    private ListedStream Viewer(ViewerDescription viewer) => new(viewer.StreamKey, StreamItem.OfViewer(viewer, AppKeyOf(viewer.ConnectionId)));

    private string AppKeyOf(string connectionId) => connections.Find(connectionId)?.Client.AppKey ?? WcsClientDescription.DefaultAppKey;
}
