using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>What one publisher tells his viewers, on its way to the stream: one at a time, so that it arrives in its order.</summary>
internal sealed class PublisherEvents(ViewerLink link)
{
    private Task _last = Task.CompletedTask;
    private int _waiting;

    /// <summary>Sends one behind those that wait. False when there are <see cref="WcsLimits.MaxWaitingEvents"/>: it is dropped.</summary>
    public bool TrySend(StreamEvent streamEvent)
    {
        if (Interlocked.Increment(ref _waiting) > WcsLimits.MaxWaitingEvents)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        _last = SendAsync(_last, streamEvent);
        return true;
    }

    private async Task SendAsync(Task before, StreamEvent streamEvent)
    {
        await before;
        await link.SendEventAsync(streamEvent);
        Interlocked.Decrement(ref _waiting);
    }
}
