using System.Collections.Concurrent;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Support;

/// <summary>A real grain with a node of straw: it answers at once and plays until it is terminated.</summary>
internal sealed class ScriptedStreamGrain : Grain, IVodStreamGrain
{
    private static readonly StreamMedia File = new(true, false, 640, 360, TimeSpan.FromSeconds(1));

    private SubscribeRequest? _viewer;

    /// <summary>Key of the grain that has a viewer, by the viewer's id. Silo and test share a process.</summary>
    public static ConcurrentDictionary<string, string> KeyOf { get; } = new();

    public async Task<SubscribeOutcome> Subscribe(SubscribeRequest request)
    {
        _viewer = request;
        KeyOf[request.MediaSessionId] = this.GetPrimaryKeyString();
        await request.Observer.OnViewerEvent(new ViewerAnswered(request.MediaSessionId, $"answer to {request.Offer}", File));
        await request.Observer.OnAlive([request.MediaSessionId]);
        await request.Observer.OnViewerEvent(new ViewerPlaying(request.MediaSessionId, File));
        return SubscribeOutcome.Accepted;
    }

    public Task<bool> Unsubscribe(string mediaSessionId, StreamEndReason reason) => Task.FromResult(false);

    public Task<PublishOutcome> Publish(PublishRequest request) => throw new NotSupportedException();

    public Task<RecordingStartOutcome> StartRecording(RecordingRequest request) => throw new NotSupportedException();

    public Task<PushOutcome> Push(PushRequest request) => throw new NotSupportedException();

    public Task<bool> MutePush(string mediaSessionId, bool isMuted) => throw new NotSupportedException();

    public Task<bool> StopRecording() => throw new NotSupportedException();

    public Task<StartupResult> Startup(StartupRequest request) => throw new NotSupportedException();

    public async Task<bool> Terminate(StreamEndReason reason)
    {
        if (_viewer is not null)
        {
            await _viewer.Observer.OnViewerEvent(new ViewerEnded(_viewer.MediaSessionId, reason, ""));
        }

        return _viewer is not null;
    }

    public Task<StreamSnapshot> Snapshot(string? mediaSessionId) => throw new NotSupportedException();

    public Task<ViewerIceRestart?> RestartIce(string mediaSessionId) => throw new NotSupportedException();

    public Task<bool> SendData(string payload) => throw new NotSupportedException();

    public Task SendEvent(string mediaSessionId, StreamEvent streamEvent) => throw new NotSupportedException();

    public Task<VodStreamDescription?> Find() => Task.FromResult<VodStreamDescription?>(null);

    public Task<IReadOnlyList<string>> ReportViewers(NodeViewerReport report) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task OnViewerEvent(ViewerEvent viewerEvent) => Task.CompletedTask;
}
