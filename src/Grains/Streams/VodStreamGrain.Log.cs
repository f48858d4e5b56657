using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Streams;

// Event ids 1000 to 1099.
internal sealed partial class VodStreamGrain
{
    [LoggerMessage(1000, LogLevel.Information, "Stream {StreamKey} of {Uri}: viewer {MediaSessionId} subscribes: {Outcome}")]
    private partial void LogSubscribed(string streamKey, string uri, string mediaSessionId, SubscribeOutcome outcome);

    [LoggerMessage(1009, LogLevel.Information, "Stream {StreamKey}: {MediaSessionId} wants to publish it: {Outcome}")]
    private partial void LogPublished(string streamKey, string mediaSessionId, PublishOutcome outcome);

    // The end of the URL may be a key: only its host is told.
    [LoggerMessage(1010, LogLevel.Information, "Stream {StreamKey}: {MediaSessionId} is to send it on to {Host}: {Outcome}")]
    private partial void LogPush(string streamKey, string mediaSessionId, string host, PushOutcome outcome);

    [LoggerMessage(1001, LogLevel.Information, "Stream {StreamKey}: viewer {MediaSessionId} is over: {Reason}")]
    private partial void LogViewerEnded(string streamKey, string mediaSessionId, StreamEndReason reason);

    [LoggerMessage(1002, LogLevel.Information, "Stream {StreamKey} is ended with {Viewers} viewers: {Reason}")]
    private partial void LogEnded(string streamKey, int viewers, StreamEndReason reason);

    [LoggerMessage(1007, LogLevel.Information, "Stream {StreamKey} is to be started from {Uri}: {Outcome}")]
    private partial void LogStartup(string streamKey, string uri, string outcome);

    private void LogStarted() =>
        LogStarted(Key, _life.Origin!.Uri, _life.Media!.Picture, _life.Media.PictureReason is { Length: > 0 } reason ? reason : "nothing in it is in the way");

    [LoggerMessage(1008, LogLevel.Information, "Stream {StreamKey} begins with {Uri}, whose picture is {Picture}: {Reason}")]
    private partial void LogStarted(string streamKey, string uri, StreamPicture picture, string reason);

    [LoggerMessage(1003, LogLevel.Information, "Stream {StreamKey} was activated anew and learnt of viewer {MediaSessionId} on {Node}")]
    private partial void LogAdopted(string streamKey, string mediaSessionId, SiloAddress node);

    [LoggerMessage(1004, LogLevel.Warning, "Stream {StreamKey}: viewer {MediaSessionId} is lost, {Node} no longer reports it")]
    private partial void LogNodeLost(string streamKey, string mediaSessionId, SiloAddress node);

    [LoggerMessage(1005, LogLevel.Warning, "Stream {StreamKey}: a call to node {Node} failed")]
    private partial void LogNodeFailed(Exception exception, string streamKey, SiloAddress node);

    [LoggerMessage(1006, LogLevel.Debug, "Stream {StreamKey}: the connection of viewer {MediaSessionId} did not take its last event")]
    private partial void LogObserverFailed(Exception exception, string streamKey, string mediaSessionId);
}
