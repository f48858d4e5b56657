using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Placement;

namespace Vod.Grains.Streams;

// How shared streams, published ones and films, are sent on to other servers. What does it is a viewer without a browser, so that leases, recovery and the end of the stream need nothing new.
internal sealed partial class VodStreamGrain
{
    /// <summary>Servers that one stream is sent to at a time; each costs an ffmpeg process.</summary>
    internal const int MaxPushes = 8;

    /// <inheritdoc/>
    public async Task<PushOutcome> Push(PushRequest request)
    {
        _isSettledByCalls = true;
        await AskNodes();
        EndWhatIsOver();
        PushOutcome outcome = await OpenPush(request);
        Update();
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<bool> MutePush(string mediaSessionId, bool isMuted)
    {
        await AskNodes();
        DeactivateIfBlank();
        return _viewers.Find(mediaSessionId) is { IsLeaving: false, PushUrl: not null } push && await nodes.On(push.Node).MutePush(Key, mediaSessionId, isMuted);
    }

    private async Task PushWhatIsPublished()
    {
        if (_life.Origin?.Publication?.PushUrl is { } url)
        {
            await OpenPush(new PushRequest(Guid.NewGuid().ToString("D"), url));
        }
    }

    private async Task<PushOutcome> OpenPush(PushRequest request)
    {
        PushOutcome outcome = RefusalOf(request) ?? await OpenSession(request, _life.Origin!);
        LogPush(Key, request.MediaSessionId, new Uri(request.Url).Host, outcome);
        return outcome;
    }

    private PushOutcome? RefusalOf(PushRequest request)
    {
        string[] urls = [.. _viewers.All.Where(viewer => !viewer.IsLeaving).Select(viewer => viewer.PushUrl).OfType<string>()];
        return _life switch
        {
            { Origin: null } => PushOutcome.NoSuchStream,
            { Origin.IsShared: false } => PushOutcome.NotShared,
            { Media: null } => PushOutcome.NotReady,
            _ when urls.Contains(request.Url) => PushOutcome.AlreadyPushed,
            _ when urls.Length >= MaxPushes => PushOutcome.TooMany,
            _ => null,
        };
    }

    private async Task<PushOutcome> OpenSession(PushRequest request, StreamOrigin origin)
    {
        _ = StreamUri.TryParse(origin.Uri, out StreamUri source);
        NodeOpenRequest order = new(Key, origin, source.Path, Key, request.MediaSessionId, ConnectionId: "", Offer: "", Observer: null) { PushUrl = request.Url };
        OpenedSession opened = _viewers.Publisher is { } publisher ? await opener.OpenOn(publisher.Node, order) : await opener.Open(order);
        if (opened is not { Outcome: NodeOpenOutcome.Accepted, Node: { } node })
        {
            if (opened.MayExist)
            {
                _viewers.RememberDeparted(request.MediaSessionId, Now);
            }

            return opened.Outcome == NodeOpenOutcome.NoPublication ? PushOutcome.NoSuchStream : PushOutcome.NoCapacity;
        }

        _viewers.Add(new StreamViewer(request.MediaSessionId, node, observer: null) { PushUrl = request.Url }, Now);
        return PushOutcome.Accepted;
    }
}
