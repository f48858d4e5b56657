using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// One stream of a connection, from <c>playStream</c> to its terminal status:
/// 1. requested; 2. answered: <c>setRemoteSDP</c> sent; 3. playing: PLAYING sent. It leaves by a terminal status from any of these.
/// </summary>
internal sealed class PlayedStream(StreamRequest request, string key, ViewerLink link, PlayJoin join, DateTimeOffset created)
{
    /// <summary>What the client asked for.</summary>
    public StreamRequest Request { get; } = request;

    /// <summary>Key of the stream's grain.</summary>
    public string Key { get; } = key;

    /// <summary>The viewer at its grain.</summary>
    public ViewerLink Link { get; } = link;

    /// <summary>Measures its way to PLAYING.</summary>
    public PlayJoin Join { get; } = join;

    /// <summary>Whether <c>setRemoteSDP</c> has been sent.</summary>
    public bool Answered { get; set; }

    /// <summary>Whether PLAYING has been sent.</summary>
    public bool Playing { get; set; }

    /// <summary>What is played; null until the node says so.</summary>
    public StreamMedia? Media { get; set; }

    /// <summary>Timestamp of the last sign of life of the node.</summary>
    public long HeardOf { get; set; }

    /// <summary>The event that tells the client the status of this stream.</summary>
    public StreamStatusEvent Event(WcsStatus status) => new(Request, status, Media, created);
}
