using System.Globalization;
using System.Net.Sockets;
using Vod.Media.Host.Udp;

namespace Vod.Media.Host.Tests.Udp;

/// <summary>
/// What sending costs, by kind of socket: ./bench sends. The kinds take turns in one process, so that whatever else the machine does falls on all of them. As a test it does
/// little and only shows that it still works.
/// </summary>
public sealed class SendCostTests
{
    /// <summary>Rounds to measure; set by ./bench.</summary>
    private const string RoundsVariable = "VOD_BENCH_ROUNDS";
    private const int WarmUpRounds = 100;
    private const int PacketBytes = 1200;
    private const int PacketsPerBatch = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(50)]
    public void Sending_costs(int packetsPerViewer)
    {
        TestSockets.SkipWithoutLinux();
        string? wanted = Environment.GetEnvironmentVariable(RoundsVariable);
        int rounds = wanted is null ? 2 : int.Parse(wanted, CultureInfo.InvariantCulture);
        Socket[] viewers = [.. Enumerable.Range(0, PacketsPerBatch / packetsPerViewer).Select(_ => TestSockets.Viewer())];
        SendBatch batch = Filled(viewers, packetsPerViewer);
        SocketKind[] kinds = Enum.GetValues<SocketKind>();
        IDatagramSocket[] sockets = [.. kinds.Select(TestSockets.Bind)];
        TimeSpan[] costs = new TimeSpan[kinds.Length];
        for (int round = wanted is null ? 0 : -WarmUpRounds; round < rounds; round++)
        {
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                sockets[kind].Send(batch);
                costs[kind] += round < 0 ? TimeSpan.Zero : Environment.CpuUsage.TotalTime - before;
                Assert.Equal(PacketsPerBatch, viewers.Sum(CountReceived));
            }
        }

        foreach (SocketKind kind in kinds)
        {
            double milliseconds = costs[(int)kind].TotalMilliseconds / (rounds * PacketsPerBatch) * 1000;
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{packetsPerViewer,3} packets a viewer  {kind,-10} {milliseconds:F3} ms per 1000 packets  {costs[(int)kind] / costs[(int)SocketKind.Managed]:P0}"));
        }

        Array.ForEach(sockets, socket => socket.Dispose());
        Array.ForEach(viewers, viewer => viewer.Dispose());
    }

    private static SendBatch Filled(Socket[] viewers, int packetsPerViewer)
    {
        SendBatch batch = new();
        foreach (Socket viewer in viewers)
        {
            TestSockets.Add(batch, TestSockets.AddressOf(viewer), [.. Enumerable.Repeat(PacketBytes, packetsPerViewer)]);
        }

        return batch;
    }

    private static int CountReceived(Socket viewer)
    {
        Span<byte> buffer = stackalloc byte[PacketBytes];
        int count = 0;
        while (viewer.Available > 0)
        {
            count += viewer.Receive(buffer) == PacketBytes ? 1 : 0;
        }

        return count;
    }
}
