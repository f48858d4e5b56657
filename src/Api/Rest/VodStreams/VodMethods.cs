using System.Net;
using Vod.Api.Streams;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.VodStreams;

/// <summary>What <c>/rest-api/vod/</c> does.</summary>
internal sealed class VodMethods(IVodStreams cluster)
{
    private const string Nothing = "VOD stream not found";

    /// <summary>Starts a shared stream without a viewer.</summary>
    public async Task<RestAnswer> StartupAsync(VodStartupRequest request)
    {
        if (!StreamUri.TryParse(request.Uri, out StreamUri uri) || !IsText(request.Uri!))
        {
            return RestAnswer.BadRequest(WcsStatus.BadUri.Info!);
        }

        if (uri.Scheme != StreamScheme.VodLive)
        {
            return RestAnswer.BadRequest(uri.Scheme == StreamScheme.Vod
                ? "vod:// is a personal stream and starts when it is played; startup takes vod-live://"
                : "The uri must begin with vod-live://");
        }

        string? key = request.LocalStreamName is null ? uri.SharedKey : KeyOf(request.LocalStreamName, uri);
        return key is null
            ? RestAnswer.BadRequest("The localStreamName must be a name or the uri")
            : Tell(await cluster.Get(key).Startup(new StartupRequest(request.Uri!, request.Loop)));
    }

    /// <summary>Lists the streams that match.</summary>
    public async Task<RestAnswer> FindAsync(VodQuery query) => RestAnswer.OfList([.. (await MatchesAsync(query)).Select(VodItem.Of)], Nothing);

    /// <summary>Ends the streams that match. Their viewers are told by their nodes.</summary>
    public async Task<RestAnswer> TerminateAsync(VodQuery query)
    {
        if (!query.NamesStream)
        {
            return RestAnswer.BadRequest("One of uri, localStreamName and localMediaSessionId is needed");
        }

        return await GrainCalls.AnyAsync(await MatchesAsync(query), stream => cluster.Get(stream.Key).Terminate(StreamEndReason.Terminated))
            ? RestAnswer.Done
            : RestAnswer.NotFound(Nothing);
    }

    // A name of the URI's own kind must be that URI: under another one nobody would find it.
    private static string? KeyOf(string name, StreamUri uri) =>
        StreamUri.TryParse(name, out StreamUri parsed) && IsText(name) && (parsed.Scheme == StreamScheme.Name || parsed == uri) ? parsed.SharedKey : null;

    // Names end up in logs and in pages.
    private static bool IsText(string name) => !name.Any(char.IsControl);

    private static RestAnswer Tell(StartupResult result) => result.Outcome switch
    {
        StartupOutcome.Started => RestAnswer.Done,
        StartupOutcome.NameTaken => RestAnswer.Failure(HttpStatusCode.Conflict, "Stream name is already in use"),
        StartupOutcome.BadUri => RestAnswer.BadRequest(WcsStatus.BadUri.Info!),
        _ when result.Failure == StreamEndReason.BadUri => RestAnswer.BadRequest(WcsStatus.BadUri.Info!),
        _ => RestAnswer.Failure(HttpStatusCode.InternalServerError, WcsStatusMap.For(result.Failure ?? StreamEndReason.InternalError).Info!),
    };

    private async Task<IReadOnlyList<VodStreamDescription>> MatchesAsync(VodQuery query)
    {
        IEnumerable<VodStreamDescription> candidates = query.SharedKey is { } key
            ? await cluster.Get(key).Find() is { } only ? [only] : []
            : (await cluster.Directory.List()).Streams;
        return [.. candidates.Where(stream => stream.Origin.Publication is null && query.Matches(VodItem.Of(stream)))];
    }
}
