using System.Net;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Library;

namespace Vod.Api.Rest.V1;

/// <summary>What <c>/api/v1/media</c> does: shows the media files of this node and has them prepared.</summary>
internal sealed class MediaMethods(IVodStreams cluster)
{
    private static readonly RestAnswer NotFound = RestAnswer.NotFound("File not found");

    /// <summary>Lists the files.</summary>
    public async Task<RestAnswer> ListAsync()
    {
        MediaFileListing listing = await cluster.Library.List();
        return RestAnswer.OfItems([.. listing.Files.Select(MediaItem.Of)], listing.LeftOff);
    }

    /// <summary>Shows one file.</summary>
    public async Task<RestAnswer> FindAsync(string path) => await cluster.Library.Find(path) is { } file ? RestAnswer.Of(MediaItem.Of(file)) : NotFound;

    /// <summary>Queues a file.</summary>
    public async Task<RestAnswer> PrepareAsync(PrepareRequest request) =>
        request.FindPath() is { } path ? Tell(await cluster.Library.Prepare(path)) : RestAnswer.BadRequest("One of path and uri is needed");

    private static RestAnswer Tell(PrepareResult result) => result switch
    {
        { Outcome: PrepareOutcome.Queued, File: { } file } => RestAnswer.Of(MediaItem.Of(file)) with { Status = HttpStatusCode.Accepted },
        { Outcome: PrepareOutcome.Ready, File: { } file } => RestAnswer.Of(MediaItem.Of(file)),
        { Outcome: PrepareOutcome.BadPath } => RestAnswer.BadRequest("The path is not a plain relative path"),
        { Outcome: PrepareOutcome.QueueFull } => RestAnswer.Failure(HttpStatusCode.ServiceUnavailable, "Too many files wait to be prepared"),
        { Outcome: PrepareOutcome.CannotPlay, File: { } file } => RestAnswer.Failure(HttpStatusCode.Conflict, $"The file cannot be played: {file.Problem}"),
        _ => NotFound,
    };
}
