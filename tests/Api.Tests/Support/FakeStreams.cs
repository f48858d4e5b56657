using System.Threading.Channels;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Support;

/// <summary>A cluster that admits everyone, remembers what it was asked, and lets a test play the node.</summary>
internal sealed class FakeStreams : IVodStreams
{
    private readonly Channel<SubscribeRequest> _subscribed = Channel.CreateUnbounded<SubscribeRequest>();
    private readonly Channel<(string Id, StreamEndReason Reason)> _unsubscribed = Channel.CreateUnbounded<(string, StreamEndReason)>();
    private readonly Channel<IViewerObserver> _withdrawn = Channel.CreateUnbounded<IViewerObserver>();

    /// <summary>Decides over admission; a test may make it fail or wait.</summary>
    public Func<SubscribeRequest, Task<SubscribeOutcome>> Admission { get; set; } = _ => Task.FromResult(SubscribeOutcome.Accepted);

    /// <summary>What a grain does when it is told to let a viewer go.</summary>
    public Func<Task> Release { get; set; } = () => Task.CompletedTask;

    /// <summary>The keys streams were asked for.</summary>
    public List<string> Keys { get; } = [];

    public IVodStreamGrain Get(string key)
    {
        lock (Keys)
        {
            Keys.Add(key);
        }

        return new Stream(this);
    }

    public IViewerObserver Publish(IViewerObserver observer) => observer;

    public void Withdraw(IViewerObserver reference) => _withdrawn.Writer.TryWrite(reference);

    public Task<SubscribeRequest> NextSubscribedAsync() => Patience.Wait(_subscribed.Reader);

    public Task<(string Id, StreamEndReason Reason)> NextUnsubscribedAsync() => Patience.Wait(_unsubscribed.Reader);

    public Task<IViewerObserver> NextWithdrawnAsync() => Patience.Wait(_withdrawn.Reader);

    /// <summary>Whether nobody has been asked to leave that a test has not seen.</summary>
    public bool NobodyElseLeft => !_unsubscribed.Reader.TryPeek(out _);

    private sealed class Stream(FakeStreams cluster) : IVodStreamGrain
    {
        public Task<SubscribeOutcome> Subscribe(SubscribeRequest request)
        {
            cluster._subscribed.Writer.TryWrite(request);
            return cluster.Admission(request);
        }

        public Task Unsubscribe(string mediaSessionId, StreamEndReason reason)
        {
            cluster._unsubscribed.Writer.TryWrite((mediaSessionId, reason));
            return cluster.Release();
        }

        public Task Terminate(StreamEndReason reason) => throw new NotSupportedException();

        public Task<VodStreamDescription?> Find() => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ReportViewers(NodeViewerReport report) => throw new NotSupportedException();

        public Task OnViewerEvent(ViewerEvent viewerEvent) => throw new NotSupportedException();
    }
}
