using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vod.Grains.Events;

namespace Vod.Grains.Tests.Events;

public sealed class EventDeliveryTests
{
    private static readonly Func<bool> Never = () => false;

    private readonly FakeTimeProvider _time = new();
    private readonly GrainOptions _options = new();
    private int _sent;

    [Fact]
    public async Task What_is_taken_is_sent_once()
    {
        Assert.Equal(DeliveryOutcome.Delivered, await Deliver(_ => Task.CompletedTask, Never));
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_a_pause_that_doubles()
    {
        Task<DeliveryOutcome> delivering = Deliver(attempt => attempt < 4 ? Fail() : Task.CompletedTask, Never);

        Assert.Equal(1, _sent);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, _sent);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Sent(2);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        await Sent(3);
        _time.Advance(TimeSpan.FromMilliseconds(400));

        Assert.Equal(DeliveryOutcome.Delivered, await delivering);
        Assert.Equal(4, _sent);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_given_up()
    {
        _options.DeliveryBackoff = TimeSpan.Zero;

        Assert.Equal(DeliveryOutcome.GivenUp, await Deliver(_ => Fail(), Never));
        Assert.Equal(_options.DeliveryAttempts, _sent);
    }

    [Fact]
    public async Task A_call_that_never_returns_counts_as_failed_when_its_time_is_up()
    {
        TaskCompletionSource silence = new();
        Task<DeliveryOutcome> delivering = Deliver(attempt => attempt == 1 ? silence.Task : Task.CompletedTask, Never);

        _time.Advance(_options.DeliveryTimeout);
        await Tests.Cluster.Eventually.Is(() =>
        {
            // The pause is armed on another thread once the timeout has been noticed.
            _time.Advance(_options.DeliveryBackoff);
            return delivering.IsCompleted;
        });

        Assert.Equal(DeliveryOutcome.Delivered, await delivering);
        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task News_that_is_superseded_is_not_tried_again()
    {
        Assert.Equal(DeliveryOutcome.Superseded, await Deliver(_ => Fail(), () => true));
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_stopping_node_waits_for_nobody()
    {
        using CancellationTokenSource stopping = new();
        Task<DeliveryOutcome> delivering = Subject().Deliver("receiver", () => new TaskCompletionSource().Task, Never, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
    }

    [Fact]
    public void The_pause_grows_up_to_its_limit()
    {
        double[] pauses = [.. Enumerable.Range(1, 8).Select(attempt => EventDelivery.Backoff(_options, attempt).TotalMilliseconds)];

        Assert.Equal([100, 200, 400, 800, 1600, 2000, 2000, 2000], pauses);
        Assert.Equal(_options.MaxDeliveryBackoff, EventDelivery.Backoff(_options, int.MaxValue));
    }

    private static Task Fail() => throw new InvalidOperationException("The receiver is not well.");

    private EventDelivery Subject() => new(Options.Create(_options), _time, NullLogger<EventDelivery>.Instance);

    private Task<DeliveryOutcome> Deliver(Func<int, Task> receive, Func<bool> isSuperseded) =>
        Subject().Deliver("receiver", () => receive(++_sent), isSuperseded, Tests.Cluster.Deadline.Token);

    private Task Sent(int count) => Tests.Cluster.Eventually.Is(() => Volatile.Read(ref _sent) == count);
}
