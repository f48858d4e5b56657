using System.Diagnostics;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Events;

/// <summary>Puts what an engine says about a session into the words of the contract with grains and API.</summary>
internal static class ViewerEvents
{
    /// <summary>The event as observer and stream of the viewer or publisher get it.</summary>
    /// <param name="engineEvent">The event.</param>
    /// <param name="mediaSessionId">The viewer or publisher.</param>
    /// <param name="mute">What the publisher of what is watched has muted.</param>
    public static ViewerEvent From(EngineEvent engineEvent, string mediaSessionId, StreamMute mute) => engineEvent switch
    {
        SessionAnswered answered => new ViewerAnswered(mediaSessionId, answered.Answer, StreamMedias.From(answered.File)),
        SessionPlaying playing => new ViewerPlaying(mediaSessionId, StreamMedias.From(playing.Media)) { Mute = mute },
        SessionPublishing publishing => new PublisherPublishing(mediaSessionId, StreamMedias.From(publishing.Media)),
        RecordingFinished recorded => new PublisherRecorded(mediaSessionId, recorded.RecordName),
        SessionPathChanged path => new ViewerPathChanged(mediaSessionId, path.IsWideEnough, path.StreamBitrate, path.PathBitrate),
        SessionEnded ended => new ViewerEnded(mediaSessionId, StreamEndReasons.ToStream(ended.Reason), ended.Detail),
        _ => throw new UnreachableException($"No translation for {engineEvent.GetType().Name}."),
    };
}
