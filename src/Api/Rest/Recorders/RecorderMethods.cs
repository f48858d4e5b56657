using System.Net;
using Vod.Api.Rest.Streams;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Rest.Recorders;

/// <summary>What <c>/rest-api/recorder/</c>, and in older words <c>stream/startRecording</c> and <c>stream/stopRecording</c>, do with published streams.</summary>
internal sealed class RecorderMethods(IVodStreams cluster)
{
    private const string Nothing = "Recorder not found";

    private static readonly RestAnswer WhichOne = RestAnswer.BadRequest("The mediaSessionId is needed");

    /// <summary>Begins to record a stream; one that is recorded already stays so.</summary>
    public Task<RestAnswer> StartAsync(RecorderOrder order) =>
        ForStreamAsync(order.MediaSessionId, async stream => Tell(await stream.StartRecording(new())));

    /// <summary>Begins to record a stream; a recording that is under way ends, and another one begins.</summary>
    public async Task<RestAnswer> StartupAsync(RecorderStartupRequest request)
    {
        string? template = request.Config?.FileTemplate;
        string? rotation = request.Config?.Rotation;
        if (!RotationLimit.TryParse(rotation, out RotationLimit limit) && rotation is not null)
        {
            return RestAnswer.BadRequest($"The rotation must be {RotationLimit.Allowed}");
        }

        if (template is not null and not { Length: > 0 and <= RestLimits.MaxFileTemplateLength })
        {
            return RestAnswer.BadRequest("The fileTemplate is empty or too long");
        }

        RecordingRequest recording = new(template, rotation is null ? null : new RecordingPartLimit(limit.Seconds, limit.Bytes));
        return await ForStreamAsync(request.MediaSessionId, async stream =>
        {
            RecordingStartOutcome outcome = await stream.StartRecording(recording);
            return Tell(outcome == RecordingStartOutcome.AlreadyRecording && await stream.StopRecording() ? await stream.StartRecording(recording) : outcome);
        });
    }

    /// <summary>Ends the recording of a stream, and waits until its file is complete.</summary>
    public Task<RestAnswer> StopAsync(RecorderOrder order) =>
        ForStreamAsync(order.MediaSessionId, async stream => await stream.StopRecording() ? RestAnswer.Done : RestAnswer.NotFound(Nothing));

    /// <summary>Lists the recordings that are under way.</summary>
    public async Task<RestAnswer> FindAllAsync()
    {
        StreamListing listing = await cluster.Directory.List();
        Dictionary<string, string> files = listing.Recordings.DistinctBy(static recording => recording.MediaSessionId).ToDictionary(static recording => recording.MediaSessionId, static recording => recording.FileName);
        return RestAnswer.OfList(
            [
                .. from stream in listing.Streams
                   where stream.IsRecorded
                   let id = StreamItem.IdOf(stream.Origin)
                   select new RecorderItem { FileName = files.GetValueOrDefault(id, ""), MediaSessionId = id, StreamName = stream.Origin.Name },
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
