using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Whep;

/// <summary>
/// One player or publisher, from its POST to its end: 1. asked for: the stream is to admit it; 2. answered: its URL is known to the player; 3. over. The id in its URL is a secret
/// that stands for the right to end and to restart it; the id of the viewer is seen by operators.
/// </summary>
/// <param name="id">What its URL ends in.</param>
/// <param name="target">The endpoint it was opened at.</param>
/// <param name="mediaSessionId">The viewer's id in the cluster.</param>
/// <param name="link">The viewer at its stream.</param>
/// <param name="heardOf">Timestamp of the request.</param>
internal sealed class WhepSession(string id, WhepTarget target, string mediaSessionId, ViewerLink link, long heardOf)
{
    // The observer must not run what waits for this: it serves all players. Only until the player is answered, as the answer in it is large.
    private volatile TaskCompletionSource<ViewerEvent>? _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heardOf = heardOf;

    /// <summary>What its URL ends in.</summary>
    public string Id => id;

    /// <summary>The name of the stream.</summary>
    public string Stream => target.Stream;

    /// <summary>Whether it brings the stream instead of playing it.</summary>
    public bool Publishes => target.Publishes;

    /// <summary>The viewer's id in the cluster.</summary>
    public string MediaSessionId => mediaSessionId;

    /// <summary>The viewer at its stream.</summary>
    public ViewerLink Link => link;

    /// <summary>What comes first: the answer, or an end without one. Only until <see cref="Answered"/>.</summary>
    public Task<ViewerEvent> Outcome => (_outcome ?? throw new InvalidOperationException("The player has its answer.")).Task;

    /// <summary>Its ICE sessions; known once it is answered, before anybody can find it.</summary>
    public WhepIce? Ice { get; private set; }

    /// <summary>Timestamp of the last sign of life of its node.</summary>
    public long HeardOf
    {
        get => Volatile.Read(ref _heardOf);
        set => Volatile.Write(ref _heardOf, value);
    }

    /// <summary>The player gets its answer, of which only what is about ICE is kept.</summary>
    public void Answered(WhepIce ice)
    {
        Ice = ice;
        _outcome = null;
    }

    /// <summary>Takes an event of the viewer; those after the first change nothing.</summary>
    public void Settle(ViewerEvent viewerEvent)
    {
        if (viewerEvent is ViewerAnswered or ViewerEnded)
        {
            _outcome?.TrySetResult(viewerEvent);
        }
    }
}
