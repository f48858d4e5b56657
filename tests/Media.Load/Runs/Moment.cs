using System.Diagnostics;
using Vod.Media.Load.Reporting;
using Vod.Media.Load.Server;
using Vod.Media.Load.Viewers;
using Vod.Media.Timing;

namespace Vod.Media.Load.Runs;

/// <summary>Everything that counts up, at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Server">What the server has used.</param>
/// <param name="Generator">Processor time of this process.</param>
/// <param name="CoreBusy">Processor time of all processes on the server's core.</param>
/// <param name="Received">What the viewers there are have received.</param>
/// <param name="BufferErrors">Datagrams for which a socket of this machine had no room.</param>
/// <param name="LongestPause">How long the generator was kept from looking at its viewers since the moment before.</param>
internal sealed record Moment(
    MonotonicTime At, ServerUsage Server, TimeSpan Generator, TimeSpan CoreBusy, ViewerCounters Received, long BufferErrors, TimeSpan LongestPause)
{
    /// <summary>Reads everything.</summary>
    public static async Task<Moment> ReadAsync(Bench bench, LoadOptions options)
    {
        IReadOnlyList<ViewerCounters> received = await bench.Audience.AskAsync(viewer => viewer.Reception.Counters);
        using Process self = Process.GetCurrentProcess();
        return new Moment(
            bench.Clock.Now,
            bench.Server.Usage(),
            self.TotalProcessorTime,
            Machine.BusyTime(options.ServerCore),
            received.Aggregate(default(ViewerCounters), (sum, one) => sum + one),
            Machine.UdpBufferErrors(),
            await bench.Audience.TakeLongestPauseAsync());
    }
}
