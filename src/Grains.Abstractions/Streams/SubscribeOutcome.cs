namespace Vod.Grains.Abstractions.Streams;

/// <summary>Whether a viewer was admitted.</summary>
[GenerateSerializer]
[Alias("Vod.SubscribeOutcome")]
public enum SubscribeOutcome
{
    /// <summary>A node has taken the session; its events follow.</summary>
    Accepted,

    /// <summary>The viewer's id is in use in this stream, or has left it already: a repeated request, or one that its own Unsubscribe has overtaken.</summary>
    DuplicateViewer,

    /// <summary>The URI is malformed.</summary>
    BadUri,

    /// <summary>There is no stream of this name.</summary>
    NoSuchStream,

    /// <summary>A personal stream has its viewer already.</summary>
    PersonalStreamTaken,

    /// <summary>No node can take another viewer now.</summary>
    NoCapacity,

    /// <summary>The publisher of this name has sent nothing yet that could be played.</summary>
    NotReady,
}
