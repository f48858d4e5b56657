using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>Keeps a shared timeline in its place; disposing of it twice does no harm.</summary>
/// <param name="epoch">The moment of presentation time zero.</param>
/// <param name="leave">Called once.</param>
internal sealed class TimelineLease(MonotonicTime epoch, Action leave) : IDisposable
{
    private Action? _leave = leave;

    /// <summary>The moment of presentation time zero for its viewer.</summary>
    public MonotonicTime Epoch => epoch;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
