using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Streams;

// What a stream only passes on to its nodes.
internal sealed partial class VodStreamGrain
{
    /// <inheritdoc/>
    public async Task<StreamSnapshot> Snapshot(string? mediaSessionId)
    {
        if (_life.Origin is not { } origin || !StreamUri.TryParse(origin.Uri, out StreamUri uri))
        {
            SettleQuestion();
            return new(SnapshotOutcome.NoSuchStream, default);
        }

        // All who watch what is published see the same, and its publisher's node has it at hand.
        StreamViewer? viewer = origin.Publication is not null && (mediaSessionId is null || _viewers.Find(mediaSessionId) is not null)
            ? _viewers.Publisher
            : mediaSessionId is null ? _viewers.All.FirstOrDefault(viewer => !viewer.IsLeaving) : _viewers.Find(mediaSessionId);
        SiloAddress node = viewer?.Node ?? directory.Self;
        try
        {
            return (origin.Timeline, viewer) switch
            {
                (null, { } only) => await nodes.On(node).CaptureViewer(Key, only.MediaSessionId),
                ({ } timeline, _) when mediaSessionId is null || viewer is not null => await nodes.On(node).CaptureStream(Key, uri.Path, timeline),
                _ => new(SnapshotOutcome.NoSuchStream, default),
            };
        }
        catch (Exception exception)
        {
            LogNodeFailed(exception, Key, node);
            return new(SnapshotOutcome.Failed, default);
        }
    }

    /// <inheritdoc/>
    public async Task<ViewerIceRestart?> RestartIce(string mediaSessionId)
    {
        DeactivateIfBlank();
        return _viewers.Find(mediaSessionId) is { IsLeaving: false } viewer ? await nodes.On(viewer.Node).RestartIce(Key, mediaSessionId) : null;
    }

    /// <inheritdoc/>
    public async Task<RecordingStartOutcome> StartRecording(RecordingRequest request)
    {
        if (_viewers.Publisher is not { } publisher)
        {
            SettleQuestion();
            return _life.Origin is null ? RecordingStartOutcome.NoSuchStream : RecordingStartOutcome.NotPublished;
        }

        try
        {
            RecordingStartOutcome outcome = await nodes.On(publisher.Node).StartRecording(Key, publisher.MediaSessionId, request);
            if (outcome == RecordingStartOutcome.Started && _viewers.Publisher == publisher)
            {
                _isRecorded = true;
                Update();
            }

            return outcome;
        }
        catch (Exception exception)
        {
            LogNodeFailed(exception, Key, publisher.Node);
            return RecordingStartOutcome.Failed;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> StopRecording()
    {
        if (_viewers.Publisher is not { } publisher)
        {
            SettleQuestion();
            return false;
        }

        return await nodes.On(publisher.Node).StopRecording(Key, publisher.MediaSessionId);
    }

    // A question that interleaves with other calls, and found nothing.
    private void SettleQuestion()
    {
        if (!_isSettledByCalls)
        {
            DeactivateIfBlank();
        }
    }
}
