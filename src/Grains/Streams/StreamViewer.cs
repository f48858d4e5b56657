using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Streams;

/// <summary>A viewer, or the publisher, as its stream knows it.</summary>
internal sealed class StreamViewer(string mediaSessionId, SiloAddress node, IViewerObserver? observer)
{
    /// <summary>The viewer's id.</summary>
    public string MediaSessionId { get; } = mediaSessionId;

    /// <summary>The silo whose engine carries the session; only its reports renew the lease.</summary>
    public SiloAddress Node { get; } = node;

    /// <summary>
    /// Whom to tell when the node is lost. Null after the grain was rebuilt from reports: then the connection notices the silence of the
    /// node by itself.
    /// </summary>
    public IViewerObserver? Observer { get; } = observer;

    /// <summary>Whether it sends the stream instead of receiving it.</summary>
    public bool IsPublisher { get; init; }

    /// <summary>Where it sends the stream on to by RTMP; null for a browser.</summary>
    public string? PushUrl { get; init; }

    /// <summary>Grain time of the last sign of life of the node.</summary>
    public TimeSpan LastReport { get; set; }

    /// <summary>Whether its end has been ordered and only its last event is awaited. Such a viewer is no longer counted.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Grain time until which its node need not close it, because its session is about to end by itself.</summary>
    public TimeSpan MayStayUntil { get; set; }
}
