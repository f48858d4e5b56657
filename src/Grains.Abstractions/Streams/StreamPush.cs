namespace Vod.Grains.Abstractions.Streams;

/// <summary>How it stands with a stream that is sent on to another server.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Failures">Connections in a row that broke or could not be made, since it was last being sent.</param>
/// <param name="Problem">What was wrong with the last of them, one line; empty when nothing was.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamPush")]
public sealed record StreamPush([property: Id(0)] StreamPushState State, [property: Id(1)] int Failures, [property: Id(2)] string Problem)
{
    /// <summary>Whether silence is sent in place of the sound.</summary>
    [Id(3)]
    public bool IsMuted { get; init; }

    /// <summary>What everything begins with.</summary>
    public static StreamPush New { get; } = new(StreamPushState.Connecting, 0, "");
}
