using System.Net;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Streams;

/// <summary>What <c>/rest-api/stream/snapshot</c> does.</summary>
internal sealed class SnapshotMethod(IVodStreams cluster)
{
    private static readonly StreamSnapshot None = new(SnapshotOutcome.NoSuchStream, default);

    /// <summary>Takes a picture of what a stream shows now.</summary>
    public async Task<RestAnswer> TakeAsync(SnapshotRequest request)
    {
        if (string.IsNullOrEmpty(request.StreamName))
        {
            return RestAnswer.BadRequest("The streamName is needed");
        }

        StreamSnapshot snapshot = await CaptureAsync(request.StreamName);
        return snapshot.Outcome switch
        {
            SnapshotOutcome.Taken => RestAnswer.Of(new Snapshot { Data = snapshot.Png }),
            SnapshotOutcome.NoSuchStream => RestAnswer.NotFound(StreamMethods.Nothing),
            SnapshotOutcome.NoVideo => RestAnswer.Failure(HttpStatusCode.InternalServerError, "Stream has no video"),
            _ => RestAnswer.Failure(HttpStatusCode.InternalServerError, "Snapshot failed"),
        };
    }

    // A plain name is that of a shared stream, or else the id of a source or of a viewer.
    private async Task<StreamSnapshot> CaptureAsync(string name)
    {
        if (!StreamUri.TryParse(name, out StreamUri uri))
        {
            return None;
        }

        StreamSnapshot shared = uri.SharedKey is { } key ? await cluster.Get(key).Snapshot(null) : None;
        if (uri.Scheme == StreamScheme.VodLive || shared.Outcome != SnapshotOutcome.NoSuchStream)
        {
            return shared;
        }

        StreamListing listing = await cluster.Directory.List();
        if (listing.Streams.FirstOrDefault(stream => IsMeant(stream, name)) is { } source)
        {
            return await cluster.Get(source.Key).Snapshot(null);
        }

        return listing.Viewers.FirstOrDefault(viewer => viewer.MediaSessionId == name) is { } watching
            ? await cluster.Get(watching.StreamKey).Snapshot(watching.MediaSessionId)
            : None;
    }

    // All personal streams of a file have the same name; any of them will do.
    private static bool IsMeant(VodStreamDescription stream, string name) =>
        StreamItem.IdOf(stream.Origin) == name || (!stream.Origin.IsShared && RestFilter.MatchesStream(name, stream.Origin.Uri));
}
