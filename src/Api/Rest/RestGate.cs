using System.Threading.RateLimiting;

namespace Vod.Api.Rest;

/// <summary>Lets a number of requests in at a time and another number wait, the longest waiting first.</summary>
/// <param name="atATime">Requests let in.</param>
/// <param name="waiting">Requests that may wait.</param>
internal sealed class RestGate(int atATime, int waiting) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atATime,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits to be let in. The lease says whether that happened; it is to be disposed of in any case.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellation) => _limiter.AcquireAsync(1, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
