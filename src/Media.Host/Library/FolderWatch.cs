using Microsoft.Extensions.Logging;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Library;

/// <summary>
/// Queues the files of the media folder that have to be prepared, each version once. A file that has changed since the last look is left alone: it is probably still being copied.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="isInNeed">Whether anything is to be made of a file that can be played.</param>
/// <param name="queue">Where they go.</param>
/// <param name="clock">Says when to look.</param>
/// <param name="logger">Hears of a look that went wrong.</param>
internal sealed partial class FolderWatch(
    IMediaFolder folder, Func<StoredFile, CancellationToken, Task<bool>> isInNeed, PreparationQueue queue, TimeProvider clock, ILogger<FolderWatch> logger)
{
    /// <summary>From one look to the next, and so the least time a file must have been left unchanged.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = logger;
    private HashSet<StoredFile> _seen = [];

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Period, clock);
        do
        {
            try
            {
                await LookAsync(cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogBroken(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        IReadOnlyList<StoredFile> files = folder.List().Files;
        HashSet<StoredFile> before = _seen;
        _seen = [.. files];
        foreach (StoredFile file in files.Where(before.Contains))
        {
            if (queue.Find(file).Place == QueuePlace.Never && await isInNeed(file, cancellation))
            {
                queue.TryAddFound(file);
            }
        }
    }

    [LoggerMessage(346, LogLevel.Error, "Looking through the media folder went wrong")]
    private partial void LogBroken(Exception exception);
}
