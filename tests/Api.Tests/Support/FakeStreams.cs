using System.Threading.Channels;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Library;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Support;

/// <summary>A cluster that admits everyone who names a file, remembers what it was asked, and lets a test play the node.</summary>
internal sealed class FakeStreams : IVodStreams
{
    private readonly Channel<SubscribeRequest> _subscribed = Channel.CreateUnbounded<SubscribeRequest>();
    private readonly Channel<(string Name, PublishRequest Request)> _published = Channel.CreateUnbounded<(string, PublishRequest)>();
    private readonly Channel<(string Id, StreamEndReason Reason)> _unsubscribed = Channel.CreateUnbounded<(string, StreamEndReason)>();
    private readonly Channel<(string Key, string Id, StreamEvent Event)> _told = Channel.CreateUnbounded<(string, string, StreamEvent)>();
    private readonly Channel<IViewerObserver> _withdrawn = Channel.CreateUnbounded<IViewerObserver>();

    /// <summary>Decides over admission; a test may make it fail or wait.</summary>
    public Func<SubscribeRequest, Task<SubscribeOutcome>> Admission { get; set; } = request => Task.FromResult(
        StreamUri.TryParse(request.Uri, out StreamUri uri) && uri.Scheme == StreamScheme.Name ? SubscribeOutcome.NoSuchStream : SubscribeOutcome.Accepted);

    /// <summary>Decides over publications; a test may make it fail or wait.</summary>
    public Func<PublishRequest, Task<PublishOutcome>> Publication { get; set; } = _ => Task.FromResult(PublishOutcome.Accepted);

    /// <summary>What becomes of an order to record, by key.</summary>
    public Func<string, RecordingStartOutcome> Recording { get; set; } = _ => RecordingStartOutcome.Started;

    /// <summary>What becomes of an order to send a stream on, by key.</summary>
    public Func<string, PushOutcome> Pushing { get; set; } = _ => PushOutcome.Accepted;

    /// <summary>What a grain does with what a publisher tells; a test may make it fail or wait.</summary>
    public Func<StreamEvent, Task> Telling { get; set; } = _ => Task.CompletedTask;

    /// <summary>What publishers have told, by key and id.</summary>
    public ChannelReader<(string Key, string Id, StreamEvent Event)> Told => _told.Reader;

    /// <summary>What a grain does when it is told to let a viewer go.</summary>
    public Func<Task> Release { get; set; } = () => Task.CompletedTask;

    /// <summary>Whether a publisher who leaves is being recorded, by id.</summary>
    public Func<string, bool> IsRecorded { get; set; } = _ => false;

    /// <summary>The keys streams were asked for.</summary>
    public List<string> Keys { get; } = [];

    public IVodStreamGrain Get(string key)
    {
        lock (Keys)
        {
            Keys.Add(key);
        }

        return new Stream(this, key);
    }

    /// <summary>What is listed, and found by key.</summary>
    public StreamListing Listing { get; set; } = new([], []);

    /// <summary>Lists; a test may make it fail or wait.</summary>
    public Func<StreamListing, Task<StreamListing>> Lists { get; set; } = Task.FromResult;

    /// <summary>Finds what is listed; a test may make it fail or wait.</summary>
    public Func<VodStreamDescription?, Task<VodStreamDescription?>> Finds { get; set; } = Task.FromResult;

    /// <summary>What becomes of a startup, by name.</summary>
    public Func<string, StartupRequest, Task<StartupResult>> Startup { get; set; } = (_, _) => Task.FromResult(new StartupResult(StartupOutcome.Started));

    /// <summary>Whether a stream is there to be terminated, by key.</summary>
    public Func<string, bool> Exists { get; set; } = _ => true;

    /// <summary>The picture of a stream, by key and viewer.</summary>
    public Func<string, string?, Task<StreamSnapshot>> Snapshot { get; set; } = (_, _) => Task.FromResult(new StreamSnapshot(SnapshotOutcome.NoSuchStream, default));

    /// <summary>The credentials a viewer's node makes, by viewer.</summary>
    public Func<string, Task<ViewerIceRestart?>> IceRestart { get; set; } = _ => Task.FromResult<ViewerIceRestart?>(new("newUfrag", "newPassword"));

    /// <summary>What was done to streams: their keys, and what.</summary>
    public List<(string Key, object What)> Done { get; } = [];

    public IVodDirectoryGrain Directory => new ListingGrain(this);

    /// <summary>The files of this node.</summary>
    public FakeLibrary Files { get; } = new();

    public IMediaLibraryGrain Library => Files;

    public IViewerObserver Publish(IViewerObserver observer) => observer;

    public void Withdraw(IViewerObserver reference) => _withdrawn.Writer.TryWrite(reference);

    public Task<SubscribeRequest> NextSubscribedAsync() => Patience.Wait(_subscribed.Reader);

    public Task<(string Name, PublishRequest Request)> NextPublishedAsync() => Patience.Wait(_published.Reader);

    public Task<(string Id, StreamEndReason Reason)> NextUnsubscribedAsync() => Patience.Wait(_unsubscribed.Reader);

    public Task<IViewerObserver> NextWithdrawnAsync() => Patience.Wait(_withdrawn.Reader);

    /// <summary>Whether nobody has been asked to leave that a test has not seen.</summary>
    public bool NobodyElseLeft => !_unsubscribed.Reader.TryPeek(out _);

    private void Did(string key, object what)
    {
        lock (Done)
        {
            Done.Add((key, what));
        }
    }

    private sealed class ListingGrain(FakeStreams cluster) : IVodDirectoryGrain
    {
        public Task<StreamListing> List() => cluster.Lists(cluster.Listing);
    }

    private sealed class Stream(FakeStreams cluster, string key) : IVodStreamGrain
    {
        public Task<SubscribeOutcome> Subscribe(SubscribeRequest request)
        {
            cluster._subscribed.Writer.TryWrite(request);
            return cluster.Admission(request);
        }

        public Task<PublishOutcome> Publish(PublishRequest request)
        {
            cluster._published.Writer.TryWrite((key, request));
            return cluster.Publication(request);
        }

        public Task<RecordingStartOutcome> StartRecording(RecordingRequest request)
        {
            string parts = request.Parts is { } limit ? $" in {limit.Seconds} s and {limit.Bytes} bytes" : "";
            cluster.Did(key, $"record as {request.Template ?? "usual"}{parts}");
            return Task.FromResult(cluster.Recording(key));
        }

        public Task<PushOutcome> Push(PushRequest request)
        {
            cluster.Did(key, request);
            return Task.FromResult(cluster.Pushing(key));
        }

        public Task<bool> MutePush(string mediaSessionId, bool isMuted)
        {
            cluster.Did(key, (mediaSessionId, isMuted));
            return Task.FromResult(cluster.Exists(key));
        }

        public Task<bool> StopRecording()
        {
            cluster.Did(key, "stop recording");
            return Task.FromResult(cluster.Exists(key));
        }

        public async Task<bool> Unsubscribe(string mediaSessionId, StreamEndReason reason)
        {
            cluster.Did(key, (mediaSessionId, reason));
            cluster._unsubscribed.Writer.TryWrite((mediaSessionId, reason));
            await cluster.Release();
            return cluster.IsRecorded(mediaSessionId);
        }

        public Task<StartupResult> Startup(StartupRequest request)
        {
            cluster.Did(key, request);
            return cluster.Startup(key, request);
        }

        public Task<bool> Terminate(StreamEndReason reason)
        {
            cluster.Did(key, reason);
            return Task.FromResult(cluster.Exists(key));
        }

        public Task<VodStreamDescription?> Find() => cluster.Finds(cluster.Listing.Streams.FirstOrDefault(stream => stream.Key == key));

        public Task<StreamSnapshot> Snapshot(string? mediaSessionId) => cluster.Snapshot(key, mediaSessionId);

        public Task<ViewerIceRestart?> RestartIce(string mediaSessionId) => cluster.IceRestart(mediaSessionId);

        public Task<bool> SendData(string payload)
        {
            cluster.Did(key, payload);
            return Task.FromResult(cluster.Exists(key));
        }

        public Task SendEvent(string mediaSessionId, StreamEvent streamEvent)
        {
            cluster._told.Writer.TryWrite((key, mediaSessionId, streamEvent));
            return cluster.Telling(streamEvent);
        }

        public Task<IReadOnlyList<string>> ReportViewers(NodeViewerReport report) => throw new NotSupportedException();

        public Task OnViewerEvent(ViewerEvent viewerEvent) => throw new NotSupportedException();
    }
}
