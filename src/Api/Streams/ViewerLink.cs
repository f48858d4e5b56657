using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Streams;

/// <summary>One viewer at its stream's grain. A viewer can leave while it is still being admitted; the grain then hears of both in this order.</summary>
internal sealed partial class ViewerLink(IVodStreamGrain grain, SubscribeRequest request, ILogger logger)
{
    private readonly string _connectionId = request.ConnectionId;
    private readonly string _mediaSessionId = request.MediaSessionId;
    private Task<SubscribeOutcome>? _admission;

    // Only until it is sent: offers are large, and viewers stay for hours.
    private SubscribeRequest? _request = request;

    /// <summary>Asks the grain to admit the viewer; once.</summary>
    public Task<SubscribeOutcome> SubscribeAsync()
    {
        SubscribeRequest sent = _request ?? throw new InvalidOperationException("The viewer has been asked for.");
        _request = null;
        return _admission = grain.Subscribe(sent);
    }

    /// <summary>Frees what the cluster holds for the viewer. Never throws: what cannot be freed now is freed by the node's lease.</summary>
    public async Task UnsubscribeAsync(StreamEndReason reason)
    {
        try
        {
            if (await WasAdmittedAsync())
            {
                await grain.Unsubscribe(_mediaSessionId, reason);
            }
        }
        catch (Exception exception)
        {
            LogNotFreed(_connectionId, _mediaSessionId, exception);
        }
    }

    /// <summary>Has the viewer's node make new ICE credentials; null when it made none.</summary>
    public Task<ViewerIceRestart?> RestartIceAsync() => grain.RestartIce(_mediaSessionId);

    // After a failed call nobody knows whether the grain has the viewer.
    private async Task<bool> WasAdmittedAsync()
    {
        try
        {
            return _admission is not null && await _admission == SubscribeOutcome.Accepted;
        }
        catch (Exception)
        {
            return true;
        }
    }

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{Connection}/{Stream}: not freed at its stream, left to the lease")]
    private partial void LogNotFreed(string connection, string stream, Exception exception);
}
