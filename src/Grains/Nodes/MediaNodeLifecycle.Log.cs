using Microsoft.Extensions.Logging;

namespace Vod.Grains.Nodes;

// Event ids 1500 to 1599.
internal sealed partial class MediaNodeLifecycle
{
    [LoggerMessage(1500, LogLevel.Information, "The node is drained, {Sessions} sessions were told")]
    private partial void LogDrained(int sessions);

    [LoggerMessage(1501, LogLevel.Warning, "The drain was cut short with {Left} of {Sessions} sessions untold")]
    private partial void LogDrainCutShort(int left, int sessions);
}
