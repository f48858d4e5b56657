using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>
/// One per silo: takes the orders of stream grains to the engine of its silo. It has no state of its own, because its requests interleave;
/// what must be remembered is in the <see cref="NodeSessionTable"/>. The way back, from engine to grains, is the event pump's.
/// </summary>
internal sealed partial class MediaNodeService : GrainService, IMediaNodeService
{
    private readonly IMediaEngine _engine;
    private readonly NodeSessionTable _sessions;
    private readonly NodeDirectory _directory;
    private readonly ILogger<MediaNodeService> _logger;

    /// <summary>Made by Orleans when the silo starts.</summary>
    public MediaNodeService(
        GrainId grainId,
        Silo silo,
        ILoggerFactory loggerFactory,
        IMediaEngine engine,
        NodeSessionTable sessions,
        NodeDirectory directory)
        : base(grainId, silo, loggerFactory)
    {
        _engine = engine;
        _sessions = sessions;
        _directory = directory;
        _logger = loggerFactory.CreateLogger<MediaNodeService>();
    }

    /// <inheritdoc/>
    public Task<NodeOpenOutcome> Open(NodeOpenRequest request)
    {
        NodeSession session = new(new SessionId(Guid.NewGuid()), request);

        // Entered before the engine knows it: the first event may be read before Open returns.
        if (!_sessions.TryAdd(session))
        {
            return Task.FromResult(NodeOpenOutcome.DuplicateViewer);
        }

        OpenOutcome outcome = OpenOutcome.NoCapacity;
        try
        {
            outcome = _engine.Open(new OpenPlayback(session.Id, request.AssetPath, request.Offer));
        }
        finally
        {
            if (outcome != OpenOutcome.Accepted)
            {
                _sessions.Remove(session);
            }
        }

        LogOpened(request.StreamKey, request.MediaSessionId, session.Id, outcome);
        return Task.FromResult(outcome == OpenOutcome.Accepted ? NodeOpenOutcome.Accepted : NodeOpenOutcome.Refused);
    }

    /// <inheritdoc/>
    public Task Close(string streamKey, string mediaSessionId, StreamEndReason reason)
    {
        if (_sessions.TryGet(streamKey, mediaSessionId, out NodeSession? session))
        {
            LogClosing(streamKey, mediaSessionId, session.Id, reason);
            _engine.Close(session.Id, StreamEndReasons.ToSession(reason));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<NodeSnapshot> GetSnapshot() => Task.FromResult(_directory.Local.ToSnapshot());

    /// <inheritdoc/>
    public Task TakeSnapshot(NodeSnapshot snapshot)
    {
        _directory.Take(snapshot);
        return Task.CompletedTask;
    }
}
