using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Streams;

// What is told to all viewers of a stream.
internal sealed partial class VodStreamGrain
{
    // What the publisher says he has muted.
    private StreamMute _mute;

    /// <inheritdoc/>
    public async Task<bool> SendData(string payload)
    {
        DeactivateIfBlank();
        await Tell(new StreamEvent(StreamEventKind.Data, payload));
        return _life.Origin is not null;
    }

    /// <inheritdoc/>
    public async Task SendEvent(string mediaSessionId, StreamEvent streamEvent)
    {
        await AskNodes();
        DeactivateIfBlank();
        if (_viewers.Publisher?.MediaSessionId == mediaSessionId)
        {
            _mute = _mute.After(streamEvent);
            active.Set(Key, Description);
            await Tell(streamEvent);
        }
    }

    private Task Tell(StreamEvent streamEvent) => Task.WhenAll(_viewers.All.Select(viewer => viewer.Node).Distinct().Select(node => Tell(node, streamEvent)));

    private async Task Tell(SiloAddress node, StreamEvent streamEvent)
    {
        try
        {
            await nodes.On(node).SendEvent(Key, streamEvent, _mute);
        }
        catch (Exception exception)
        {
            LogNodeFailed(exception, Key, node);
        }
    }
}
