using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Udp.Linux;

namespace Vod.Media.Host.Tests.Udp;

public sealed class DatagramSocketFactoryTests
{
    private const int SolSocket = 1;
    private const int SoNoCheck = 11; // of asm-generic/socket.h
    private readonly ListLogger<DatagramSocketFactory> _log = new();

    [Theory]
    [InlineData(DatagramBatching.Auto, "runs of a viewer cut up by segmentation offload")]
    [InlineData(DatagramBatching.Batch, "without segmentation offload (GSO): as the settings say")]
    [InlineData(DatagramBatching.Single, "one system call for each datagram: as the settings say")]
    public void One_line_says_how_datagrams_are_sent_and_why(DatagramBatching batching, string line)
    {
        TestSockets.SkipWithoutLinux();
        DatagramSocketFactory factory = new(batching, _log);
        using IDatagramSocket first = factory.Bind(0);
        using IDatagramSocket second = factory.Bind(0);
        Assert.Equal(batching != DatagramBatching.Single, first is LinuxDatagramSocket);
        Assert.Equal(batching == DatagramBatching.Auto, second is LinuxDatagramSocket { IsSegmenting: true });
        Assert.Contains(line, Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Information).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_smaller_than_wanted_is_told_with_what_to_do()
    {
        TestSockets.SkipWithoutLinux();
        DatagramSocketFactory factory = new(DatagramBatching.Auto, _log, bufferBytes: 1 << 30);
        factory.Bind(0).Dispose();
        factory.Bind(0).Dispose();
        string[] warnings = [.. _log.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Text)];
        Assert.Equal(2, warnings.Length);
        Assert.Contains("send buffer", warnings[0], StringComparison.Ordinal);
        Assert.EndsWith("sysctl -w net.core.wmem_max=1073741824", warnings[0], StringComparison.Ordinal);
        Assert.Contains("receive buffer", warnings[1], StringComparison.Ordinal);
        Assert.EndsWith("sysctl -w net.core.rmem_max=1073741824", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_was_granted_is_as_large_as_asked_for()
    {
        using BoundSocket socket = BoundSocket.Bind(0, bufferBytes: 50_000);
        Assert.Equal(50_000, socket.GrantedSendBytes);
        Assert.Equal(50_000, socket.GrantedReceiveBytes);
    }

    [Fact]
    public void A_socket_that_does_not_cut_is_found_out()
    {
        TestSockets.SkipWithoutLinux();
        using BoundSocket socket = BoundSocket.Bind(0);
        Assert.Null(SegmentationProbe.FindObstacle(socket));

        // Without checksums there is no segmentation (EINVAL).
        socket.Socket.SetRawSocketOption(SolSocket, SoNoCheck, [1, 0, 0, 0]);
        Assert.NotNull(SegmentationProbe.FindObstacle(socket));
    }

    [Theory]
    [EverySocket]
    public void The_probe_leaves_nothing_behind(SocketKind kind)
    {
        TestSockets.SkipWithoutLinux();
        BoundSocket bound = BoundSocket.Bind(0);
        using IDatagramSocket socket = TestSockets.Of(kind, bound);
        Assert.Null(SegmentationProbe.FindObstacle(bound));
        Assert.Null(LinuxSupport.FindObstacle(bound));
        ReceiveBatch batch = new();
        socket.Receive(batch);
        Assert.Equal(0, batch.Count);

        // A datagram that is sent as ever is not cut.
        using Socket viewer = TestSockets.Viewer(IPAddress.IPv6Loopback);
        SendBatch answer = new();
        TestSockets.Add(answer, TestSockets.AddressOf(viewer), 2000);
        socket.Send(answer);
        Assert.Equal([2000], TestSockets.LengthsReceived(viewer));
    }
}
