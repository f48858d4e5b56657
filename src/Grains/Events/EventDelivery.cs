using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Vod.Grains.Events;

/// <summary>
/// Offers an event until it is confirmed, a bounded number of times: a grain may be moving to another silo, a connection to an API process may be
/// re-established. A call that timed out may have arrived after all, so receivers see an event at least once.
/// </summary>
internal sealed partial class EventDelivery(
    IOptions<GrainOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<EventDelivery> logger)
{
    private readonly GrainOptions _options = options.Value;

    /// <summary>Calls <paramref name="send"/> until it succeeds, the event is superseded, or the attempts are used up.</summary>
    public async Task<DeliveryOutcome> Deliver(string receiver, Func<Task> send, Func<bool> isSuperseded, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await send().WaitAsync(_options.DeliveryTimeout, clock, cancellation);
                return DeliveryOutcome.Delivered;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogAttemptFailed(exception, receiver, attempt);
            }

            if (isSuperseded())
            {
                return DeliveryOutcome.Superseded;
            }

            if (attempt >= _options.DeliveryAttempts)
            {
                LogGivenUp(receiver, attempt);
                return DeliveryOutcome.GivenUp;
            }

            await Task.Delay(Backoff(_options, attempt), clock, cancellation);
        }
    }

    /// <summary>The pause after the given attempt, counted from 1.</summary>
    internal static TimeSpan Backoff(GrainOptions options, int attempt)
    {
        // 2^30 base pauses are beyond any maximum; the cap keeps the product finite.
        double doubled = options.DeliveryBackoff.TotalMilliseconds * (1L << Math.Min(attempt - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, options.MaxDeliveryBackoff.TotalMilliseconds));
    }
}
