using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Uploads;
using Vod.Media.Host.Tests.Preparation;

namespace Vod.Media.Host.Tests.Storage.Uploads;

/// <summary>Order and waits, with a time that the test moves.</summary>
public sealed class RecordUploaderTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _clock = new();
    private readonly UploadQueue _queue = new();
    private readonly UploadCounters _counters = new();
    private readonly ListLogger<RecordUploader> _log = new();
    private readonly List<string> _asked = [];
    private readonly Dictionary<string, UploadOutcome> _outcomes = [];

    [Fact]
    public async Task Files_go_one_after_the_other_in_their_order_each_once()
    {
        Offer("b.mp4", "a.mp4", "b.mp4", "c.mp4");
        await RunAsync(3);
        Assert.Equal(["b.mp4", "a.mp4", "c.mp4"], _asked);
        Assert.Equal((3L, 30L, 0), (_counters.EndedWith(UploadOutcome.Done), _counters.Bytes, _queue.Count));
    }

    [Fact]
    public async Task What_fails_goes_to_the_end_and_is_never_given_up()
    {
        _outcomes["a.mp4"] = UploadOutcome.Failed;
        Offer("a.mp4", "b.mp4");
        await RunAsync(60);
        Assert.Equal(["a.mp4", "b.mp4", .. Enumerable.Repeat("a.mp4", 58)], _asked);
        Assert.Equal((59L, 1L, 1), (_counters.EndedWith(UploadOutcome.Failed), _counters.EndedWith(UploadOutcome.Done), _queue.Count));
    }

    [Fact]
    public async Task Waits_double_up_to_the_longest_and_begin_anew_after_a_success()
    {
        _outcomes["a.mp4"] = UploadOutcome.Failed;
        Offer("a.mp4");
        List<TimeSpan> waits = await RunAsync(12);
        for (int i = 0; i < waits.Count; i++)
        {
            double full = Math.Min(RecordUploader.LongestWait.TotalSeconds, RecordUploader.FirstWait.TotalSeconds * Math.Pow(2, i));
            Assert.InRange(waits[i].TotalSeconds, (full / 2) - Step.TotalSeconds, full + Step.TotalSeconds);
        }

        Assert.True(waits[^1] > RecordUploader.LongestWait / 2 - Step);
    }

    [Fact]
    public async Task After_a_success_waits_are_short_again()
    {
        _outcomes["a.mp4"] = UploadOutcome.Failed;
        _outcomes["b.mp4"] = UploadOutcome.Failed;
        Offer("a.mp4", "b.mp4");
        List<TimeSpan> waits = await RunAsync(12, asked => _outcomes["b.mp4"] = asked < 9 ? UploadOutcome.Failed : UploadOutcome.Done);
        Assert.True(waits[8] > TimeSpan.FromMinutes(1));
        Assert.InRange(waits[^1], TimeSpan.Zero, RecordUploader.FirstWait + Step);
    }

    [Theory]
    [InlineData(UploadOutcome.Refused)]
    [InlineData(UploadOutcome.Gone)]
    internal async Task What_cannot_work_is_told_once_and_not_tried_again(UploadOutcome outcome)
    {
        _outcomes["a.mp4"] = outcome;
        Offer("a.mp4", "b.mp4");
        await RunAsync(2);
        Assert.Equal(["a.mp4", "b.mp4"], _asked);
        Assert.Equal((1L, 0), (_counters.EndedWith(outcome), _queue.Count));
        Assert.Equal(outcome == UploadOutcome.Refused ? 1 : 0, _log.Entries.Count(static entry => entry.Level == LogLevel.Error));
    }

    private void Offer(params string[] names) => Array.ForEach(names, _queue.Offer);

    /// <summary>Runs until so many uploads were asked for, and says how long the waits in between were.</summary>
    private async Task<List<TimeSpan>> RunAsync(int uploads, Action<int>? before = null)
    {
        List<TimeSpan> waits = [];
        DateTimeOffset last = _clock.GetUtcNow();
        using CancellationTokenSource end = new();
        RecordUploader uploader = new(_queue, UploadAsync, _counters, _clock, new Random(1), _log);

        // All is done on this thread: it comes back when the uploader waits.
        Task running = uploader.RunAsync(end.Token);
        while (!running.IsCompleted && _asked.Count < uploads)
        {
            _clock.Advance(Step);
        }

        await end.CancelAsync();
        await running;
        return waits;

        Task<UploadResult> UploadAsync(string name, CancellationToken cancellationToken)
        {
            if (_asked.Count > 0)
            {
                waits.Add(_clock.GetUtcNow() - last);
            }

            last = _clock.GetUtcNow();
            _asked.Add(name);
            before?.Invoke(_asked.Count);
            UploadOutcome outcome = _outcomes.GetValueOrDefault(name);
            return Task.FromResult(new UploadResult(outcome, outcome == UploadOutcome.Done ? 10 : 0, "detail"));
        }
    }
}
