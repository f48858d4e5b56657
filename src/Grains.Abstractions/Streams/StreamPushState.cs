namespace Vod.Grains.Abstractions.Streams;

/// <summary>How it stands with a stream that is sent on to another server.</summary>
[GenerateSerializer]
[Alias("Vod.StreamPushState")]
public enum StreamPushState
{
    /// <summary>A connection is being made, or nothing shows yet that the other server takes what is sent.</summary>
    Connecting,

    /// <summary>The other server takes it.</summary>
    Sending,

    /// <summary>The connection broke or could not be made; it is made anew after a pause.</summary>
    Waiting,
}
