using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>Takes the payloads of one stream in order.</summary>
internal interface IPayloadReceiver
{
    /// <summary>Takes the next payload.</summary>
    void Take(in ReceivedPayload payload, MonotonicTime now);

    /// <summary>Another stream takes the place of this one: nothing of what comes refers to what has come.</summary>
    void Restart();
}
