using Vod.Media.Load.Viewers;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>Viewers that come and go at random: a third stays on the shared stream as long as it can, the others take turns with both kinds, for a quarter of a minute on average.</summary>
/// <param name="bench">The server.</param>
/// <param name="film">What they watch.</param>
internal sealed class ChurnCrowd(Bench bench, string film)
{
    private const int SteadyShare = 3;
    private static readonly TimeSpan MeanStay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestStay = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private long _joins;
    private long _failed;
    private long _ended;
    private long _packets;
    private long _lost;

    /// <summary>Joins, refusals, ends by the server, packets and losses of those that have left.</summary>
    public (long Joins, long Failed, long Ended, long Packets, long Lost) Counters =>
        (Interlocked.Read(ref _joins), Interlocked.Read(ref _failed), Interlocked.Read(ref _ended), Interlocked.Read(ref _packets), Interlocked.Read(ref _lost));

    /// <summary>Has them come and go until a moment; then all have left.</summary>
    /// <param name="viewers">How many, at most, at a time.</param>
    /// <param name="until">When it is over.</param>
    public Task RunAsync(int viewers, MonotonicTime until) => Task.WhenAll(Enumerable.Range(0, viewers).Select(number => RunOneAsync(number % SteadyShare == 0, until)));

    private async Task RunOneAsync(bool isSteady, MonotonicTime until)
    {
        await PauseAsync(until);
        while (bench.Clock.Now < until)
        {
            StreamMode mode = isSteady || Random.Shared.Next(2) == 0 ? StreamMode.Shared : StreamMode.Personal;
            MonotonicTime leaving = isSteady ? until : MonotonicTime.Min(until, bench.Clock.Now + RandomStay());
            await VisitAsync(Bench.StreamOf(film, mode), leaving);
            await PauseAsync(until);
        }
    }

    private async Task VisitAsync(string stream, MonotonicTime leaving)
    {
        Interlocked.Increment(ref _joins);
        Attendance attendance = await bench.Audience.JoinAsync(stream);
        if (attendance.Viewer is not { } viewer)
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        while (bench.Clock.Now < leaving && !viewer.IsOver)
        {
            await bench.Clock.WaitUntilAsync(MonotonicTime.Min(leaving, bench.Clock.Now + Patience));
        }

        Interlocked.Add(ref _ended, viewer.IsOver ? 1 : 0);
        ViewerCounters received = await bench.Audience.LeaveAsync(attendance);
        Interlocked.Add(ref _packets, received.Packets);
        Interlocked.Add(ref _lost, received.Lost);
    }

    private Task PauseAsync(MonotonicTime until) => bench.Clock.WaitUntilAsync(MonotonicTime.Min(until, bench.Clock.Now + (Random.Shared.NextDouble() * LongestPause)));

    // Exponential: how long one stays does not depend on how long one has stayed.
    private static TimeSpan RandomStay()
    {
        TimeSpan stay = -Math.Log(1 - Random.Shared.NextDouble()) * MeanStay;
        return stay < LongestStay ? stay : LongestStay;
    }
}
