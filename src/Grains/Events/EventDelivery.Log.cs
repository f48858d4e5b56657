using Microsoft.Extensions.Logging;

namespace Vod.Grains.Events;

// Event ids 1210 to 1219.
internal sealed partial class EventDelivery
{
    [LoggerMessage(1210, LogLevel.Debug, "{Receiver} did not take an event, attempt {Attempt}")]
    private partial void LogAttemptFailed(Exception exception, string receiver, int attempt);

    [LoggerMessage(1211, LogLevel.Warning, "{Receiver} took no event in {Attempts} attempts, given up")]
    private partial void LogGivenUp(string receiver, int attempts);
}
