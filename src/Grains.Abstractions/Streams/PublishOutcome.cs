namespace Vod.Grains.Abstractions.Streams;

/// <summary>Whether a publisher was admitted.</summary>
[GenerateSerializer]
[Alias("Vod.PublishOutcome")]
public enum PublishOutcome
{
    /// <summary>A node has taken the session; its events follow.</summary>
    Accepted,

    /// <summary>The publisher's id is in use in this stream, or has left it already: a repeated request, or one that its own Unsubscribe has overtaken.</summary>
    DuplicatePublisher,

    /// <summary>The name is none that can be published: it is malformed, or a URI.</summary>
    BadName,

    /// <summary>A stream of this name is there already, published or of a file.</summary>
    NameTaken,

    /// <summary>No node can take another session now.</summary>
    NoCapacity,
}
