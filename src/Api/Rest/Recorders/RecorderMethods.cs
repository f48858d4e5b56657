using System.Net;
using Vod.Api.Rest.Streams;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Recorders;

/// <summary>What <c>/rest-api/recorder/</c>, and in older words <c>stream/startRecording</c> and <c>stream/stopRecording</c>, do with published streams.</summary>
internal sealed class RecorderMethods(IVodStreams cluster)
{
    private const string Nothing = "Recorder not found";

    private static readonly RestAnswer WhichOne = RestAnswer.BadRequest("The mediaSessionId is needed");

    /// <summary>Begins to record a stream; one that is recorded already stays so.</summary>
    public Task<RestAnswer> StartAsync(RecorderOrder order) =>
        ForStreamAsync(order.MediaSessionId, async stream => Tell(await stream.StartRecording(template: null)));

    /// <summary>Begins to record a stream; a recording that is under way ends, and another one begins.</summary>
    public async Task<RestAnswer> StartupAsync(RecorderStartupRequest request)
    {
        string? template = request.Config?.FileTemplate;
        if (request.Config?.Rotation is not null)
        {
            return RestAnswer.BadRequest("Recordings are not rotated here");
        }

        if (template is not null and not { Length: > 0 and <= RestLimits.MaxFileTemplateLength })
        {
            return RestAnswer.BadRequest("The fileTemplate is empty or too long");
        }

        return await ForStreamAsync(request.MediaSessionId, async stream =>
        {
            RecordingStartOutcome outcome = await stream.StartRecording(template);
            return Tell(outcome == RecordingStartOutcome.AlreadyRecording && await stream.StopRecording() ? await stream.StartRecording(template) : outcome);
        });
    }

    /// <summary>Ends the recording of a stream, and waits until its file is complete.</summary>
    public Task<RestAnswer> StopAsync(RecorderOrder order) =>
        ForStreamAsync(order.MediaSessionId, async stream => await stream.StopRecording() ? RestAnswer.Done : RestAnswer.NotFound(Nothing));

    /// <summary>Lists the recordings that are under way.</summary>
    public async Task<RestAnswer> FindAllAsync()
    {
        StreamListing listing = await cluster.Directory.List();
        return RestAnswer.OfList(
            [
                .. from stream in listing.Streams
                   where stream.IsRecorded
                   select new RecorderItem { MediaSessionId = StreamItem.IdOf(stream.Origin), StreamName = stream.Origin.Name },
            ],
            Nothing);
    }

    private async Task<RestAnswer> ForStreamAsync(string? mediaSessionId, Func<IVodStreamGrain, Task<RestAnswer>> act)
    {
        if (string.IsNullOrEmpty(mediaSessionId))
        {
            return WhichOne;
        }

        StreamListing listing = await cluster.Directory.List();
        return listing.Streams.FirstOrDefault(stream => StreamItem.IdOf(stream.Origin) == mediaSessionId) is { } found
            ? await act(cluster.Get(found.Key))
            : RestAnswer.NotFound(StreamMethods.Nothing);
    }

    private static RestAnswer Tell(RecordingStartOutcome outcome) => outcome switch
    {
        RecordingStartOutcome.Started => RestAnswer.Done,
        RecordingStartOutcome.NoSuchStream => RestAnswer.NotFound(StreamMethods.Nothing),
        RecordingStartOutcome.NotPublished => RestAnswer.BadRequest("Only published streams are recorded"),
        RecordingStartOutcome.AlreadyRecording => RestAnswer.Failure(HttpStatusCode.Conflict, "Stream is already being recorded"),
        RecordingStartOutcome.DiskFull => RestAnswer.Failure(HttpStatusCode.InternalServerError, "Disk is full"),
        _ => RestAnswer.Failure(HttpStatusCode.InternalServerError, "Recording failed"),
    };
}
