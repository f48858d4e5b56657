using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Streams;

/// <summary>
/// One viewer, or publisher, at its stream's grain. It can leave while it is still being admitted; the grain then hears of both in this order.
/// </summary>
internal sealed partial class ViewerLink(IVodStreamGrain grain, string connectionId, string mediaSessionId, ILogger logger)
{
    // Whether the grain has let it in.
    private Task<bool>? _admission;

    /// <summary>Asks the grain to admit it as a viewer; once.</summary>
    public Task<SubscribeOutcome> SubscribeAsync(SubscribeRequest request) => AskAsync(grain.Subscribe(request), SubscribeOutcome.Accepted);

    /// <summary>Asks the grain to admit it as the publisher; once.</summary>
    public Task<PublishOutcome> PublishAsync(PublishRequest request) => AskAsync(grain.Publish(request), PublishOutcome.Accepted);

    /// <summary>
    /// Frees what the cluster holds for it. Whether it is the publisher of what is being recorded, whose last event is worth waiting for. Never throws: what cannot be freed now is freed by the node's
    /// lease.
    /// </summary>
    public async Task<bool> UnsubscribeAsync(StreamEndReason reason)
    {
        try
        {
            return _admission is not null && await _admission && await grain.Unsubscribe(mediaSessionId, reason);
        }
        catch (Exception exception)
        {
            LogNotFreed(connectionId, mediaSessionId, exception);
            return false;
        }
    }

    /// <summary>Tells all viewers of what it publishes something, once it is admitted. Never throws: what does not arrive is lost.</summary>
    public async Task SendEventAsync(StreamEvent streamEvent)
    {
        try
        {
            if (_admission is not null && await _admission)
            {
                await grain.SendEvent(mediaSessionId, streamEvent);
            }
        }
        catch (Exception exception)
        {
            LogNotTold(connectionId, mediaSessionId, streamEvent.Kind, exception);
        }
    }

    /// <summary>Has its node make new ICE credentials; null when it made none.</summary>
    public Task<ViewerIceRestart?> RestartIceAsync() => grain.RestartIce(mediaSessionId);

    private Task<TOutcome> AskAsync<TOutcome>(Task<TOutcome> call, TOutcome accepted)
        where TOutcome : struct, Enum
    {
        _admission = WasAdmittedAsync(call, accepted);
        return call;
    }

    // After a failed call nobody knows whether the grain has it.
    private static async Task<bool> WasAdmittedAsync<TOutcome>(Task<TOutcome> call, TOutcome accepted)
        where TOutcome : struct, Enum
    {
        try
        {
            return EqualityComparer<TOutcome>.Default.Equals(await call, accepted);
        }
        catch (Exception)
        {
            return true;
        }
    }

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{Connection}/{Stream}: not freed at its stream, left to the lease")]
    private partial void LogNotFreed(string connection, string stream, Exception exception);

    [LoggerMessage(EventId = 122, Level = LogLevel.Warning, Message = "{Connection}/{Stream}: {Kind} was not told to the viewers")]
    private partial void LogNotTold(string connection, string stream, StreamEventKind kind, Exception exception);
}
