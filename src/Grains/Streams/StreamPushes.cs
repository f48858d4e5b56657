using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Streams;

/// <summary>Puts what the engine says of what it sends on into the words of the contract with the API, for the reason given at <see cref="StreamEndReasons"/>.</summary>
internal static class StreamPushes
{
    /// <summary>The same in a form that travels.</summary>
    public static StreamPush From(SessionPushChanged changed) => new(
        changed.State switch
        {
            PushState.Sending => StreamPushState.Sending,
            PushState.Waiting => StreamPushState.Waiting,
            _ => StreamPushState.Connecting,
        },
        changed.Failures,
        changed.Problem);
}
