using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Placement;

namespace Vod.Grains.Streams;

// How a stream comes to be that a browser publishes. Afterwards its publisher is one of those who hold a session of it.
internal sealed partial class VodStreamGrain
{
    /// <inheritdoc/>
    public async Task<PublishOutcome> Publish(PublishRequest request)
    {
        _isSettledByCalls = true;
        bool isName = StreamUri.TryParse(Key, out StreamUri uri) && uri.Scheme == StreamScheme.Name && !Key.Any(char.IsControl);
        PublishOutcome outcome = isName ? await Admit(request) : PublishOutcome.BadName;
        LogPublished(isName ? Key : "(malformed)", request.MediaSessionId, outcome);
        metrics.CountPublication(outcome);
        Update();
        return outcome;
    }

    private async Task<PublishOutcome> Admit(PublishRequest request)
    {
        await AskNodes();
        EndWhatIsOver();
        if (_viewers.TryGet(request.MediaSessionId, out _) || _viewers.HasDeparted(request.MediaSessionId, Now))
        {
            return PublishOutcome.DuplicatePublisher;
        }

        return _life.Origin is null ? await OpenSession(request) : PublishOutcome.NameTaken;
    }

    private async Task<PublishOutcome> OpenSession(PublishRequest request)
    {
        StreamOrigin origin = new(Guid.NewGuid().ToString("D"), Key, Key, clock.GetUtcNow(), Timeline: null)
        {
            Publication = new(request.MediaSessionId, request.ConnectionId) { PushUrl = request.PushUrl },
        };
        OpenedSession opened = await opener.Open(
            new(Key, origin, AssetPath: "", Key, request.MediaSessionId, request.ConnectionId, request.Offer, request.Observer) { IsRecorded = request.IsRecorded });
        switch (opened)
        {
            case { Outcome: NodeOpenOutcome.Accepted, Node: { } node }:
                _life.Begin(origin, media: null, Now, Now);
                _isRecorded = request.IsRecorded;
                _viewers.Add(new StreamViewer(request.MediaSessionId, node, request.Observer) { IsPublisher = true }, Now);
                return PublishOutcome.Accepted;
            case { Outcome: NodeOpenOutcome.DuplicateViewer }:
                return PublishOutcome.DuplicatePublisher;
            case { MayExist: true }:
                _viewers.RememberDeparted(request.MediaSessionId, Now);
                return PublishOutcome.NoCapacity;
            default:
                return PublishOutcome.NoCapacity;
        }
    }
}
