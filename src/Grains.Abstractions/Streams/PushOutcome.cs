namespace Vod.Grains.Abstractions.Streams;

/// <summary>Whether a stream is sent on to another server.</summary>
[GenerateSerializer]
[Alias("Vod.PushOutcome")]
public enum PushOutcome
{
    /// <summary>It is, until it is ended or the stream is.</summary>
    Accepted,

    /// <summary>There is no such stream.</summary>
    NoSuchStream,

    /// <summary>The stream is that of a single viewer, who may stop and seek it.</summary>
    NotShared,

    /// <summary>Nothing of the stream is known yet that could be sent.</summary>
    NotReady,

    /// <summary>The stream is sent there already.</summary>
    AlreadyPushed,

    /// <summary>The stream is sent to as many servers as it may.</summary>
    TooMany,

    /// <summary>No node can take another session now.</summary>
    NoCapacity,
}
