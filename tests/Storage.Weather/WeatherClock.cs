namespace Vod.Storage.Weather;

/// <summary>Lets time pass: latency and a narrow line are time.</summary>
/// <param name="time">Whose time.</param>
internal sealed class WeatherClock(TimeProvider time)
{
    /// <summary>Waits.</summary>
    /// <param name="milliseconds">How long; 0 for not at all, negative for ever.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitAsync(double milliseconds, CancellationToken cancellationToken) =>
        milliseconds == 0 ? Task.CompletedTask
        : Task.Delay(milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken);
}
