using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Streams;

/// <summary>What <c>/rest-api/stream/</c> does with sources and viewers: lists and ends them.</summary>
internal sealed class StreamMethods(IVodStreams cluster, StreamListings listings)
{
    /// <summary>Said when nothing matches.</summary>
    public const string Nothing = "Stream not found";

    private static readonly RestAnswer TooMany = RestAnswer.BadRequest("A list has too many elements");
    private static readonly RestAnswer WhichOnes = RestAnswer.BadRequest("At least one field is needed to say which streams");

    /// <summary>Lists the sources and viewers that match.</summary>
    public async Task<RestAnswer> FindAsync(StreamQuery query)
    {
        if (!query.IsWithinLimits)
        {
            return TooMany;
        }

        IEnumerable<StreamItem> items = (await listings.FindAsync(query)).Select(stream => stream.Item);
        return RestAnswer.OfList([.. query.WantsMetrics ? items.Select(WithMetrics) : items], Nothing);
    }

    /// <summary>Ends the sources and viewers that match. A source takes its viewers with it.</summary>
    public async Task<RestAnswer> TerminateAsync(StreamQuery query)
    {
        if (!query.IsRestricted || !query.IsWithinLimits)
        {
            return query.IsRestricted ? TooMany : WhichOnes;
        }

        IReadOnlyList<ListedStream> matches = await listings.FindAsync(query);
        HashSet<string> ending = [.. matches.Where(stream => stream.Item.Published).Select(stream => stream.Key)];
        return await GrainCalls.AnyAsync(matches.Where(stream => stream.Item.Published || !ending.Contains(stream.Key)), EndAsync)
            ? RestAnswer.Done
            : RestAnswer.NotFound(Nothing);
    }

    private static StreamItem WithMetrics(StreamItem item) =>
        item with { Metrics = new StreamMetrics { VideoWidth = item.Width, VideoHeight = item.Height } };

    private async Task<bool> EndAsync(ListedStream stream)
    {
        IVodStreamGrain grain = cluster.Get(stream.Key);
        if (stream.Item.Published)
        {
            return await grain.Terminate(StreamEndReason.Terminated);
        }

        await grain.Unsubscribe(stream.Item.MediaSessionId, StreamEndReason.Terminated);
        return true;
    }
}
