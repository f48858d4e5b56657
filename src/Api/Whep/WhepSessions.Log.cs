using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Whep;

internal sealed partial class WhepSessions
{
    [LoggerMessage(EventId = 131, Level = LogLevel.Information, Message = "WHEP {Viewer}: {Verb} {Name} as {Key}")]
    private partial void LogRequested(string viewer, string verb, string key, string name);

    [LoggerMessage(EventId = 132, Level = LogLevel.Information, Message = "WHEP {Viewer}: ended, {Reason} {Detail}")]
    private partial void LogEnded(string viewer, StreamEndReason reason, string detail);

    [LoggerMessage(EventId = 136, Level = LogLevel.Information, Message = "WHEP {Viewer}: refused, {Reason}")]
    private partial void LogRefused(string viewer, string reason);

    [LoggerMessage(EventId = 133, Level = LogLevel.Error, Message = "WHEP {Viewer}: the stream could not be asked")]
    private partial void LogStreamFailed(string viewer, Exception exception);

    [LoggerMessage(EventId = 134, Level = LogLevel.Warning, Message = "WHEP {Viewer}: not confirmed in time that it is free")]
    private partial void LogFarewellLate(string viewer);
}
