using System.Net;
using System.Net.Sockets;
using Vod.Media.Host.Udp;

namespace Vod.Media.Host.Tests.Udp;

/// <summary>What every kind of socket does with a batch that is sent, through the kernel and back.</summary>
public sealed class BatchSendingTests
{
    private const int IpProtocolIp = 0;
    private const int IpReceiveErrors = 11; // IP_RECVERR of linux/in.h
    private const int SolSocket = 1;
    private const int SoNoCheck = 11; // of asm-generic/socket.h
    private readonly SendBatch _batch = new();

    [Theory]
    [EverySocket("127.0.0.1")]
    [EverySocket("::1")]
    public void Datagrams_of_all_sizes_arrive_intact_and_in_order(SocketKind kind, string address)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket viewer = TestSockets.Viewer(IPAddress.Parse(address));
        for (int begin = 1; begin <= 1400; begin += 100)
        {
            int[] lengths = [.. Enumerable.Range(begin, 100)];
            Assert.Equal(lengths, Exchange(socket, viewer, lengths));
        }
    }

    [Theory]
    [EverySocket(new[] { 1200, 1200, 1200, 500 })]
    [EverySocket(new[] { 1200, 1200, 500, 500, 1200, 1200, 1, 1200, 1200 })]
    [EverySocket(new[] { 40, 1200, 1200, 40, 40, 40, 2048, 2048, 2047 })]
    public void Runs_keep_their_borders(SocketKind kind, int[] lengths)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket viewer = TestSockets.Viewer();
        Assert.Equal(lengths, Exchange(socket, viewer, lengths));
    }

    [Theory]
    [EverySocket(100, 200)]
    [EverySocket(1, 256)]
    [EverySocket(1200, 216)]
    public void Runs_are_longer_than_a_message_may_be(SocketKind kind, int length, int count)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket viewer = TestSockets.Viewer();
        int[] lengths = [.. Enumerable.Repeat(length, count)];
        Assert.Equal(lengths, Exchange(socket, viewer, lengths));
    }

    [Theory]
    [EverySocket]
    public void Each_viewer_gets_its_own(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        Socket[] viewers = [.. Enumerable.Range(0, 100).Select(_ => TestSockets.Viewer())];
        foreach (Socket viewer in viewers)
        {
            TestSockets.Add(_batch, TestSockets.AddressOf(viewer), 900, 30);
        }

        socket.Send(_batch);
        Assert.All(TestSockets.Outcomes(_batch), outcome => Assert.Equal(SendOutcome.Sent, outcome));
        Assert.All(viewers, viewer => Assert.Equal([900, 30], TestSockets.LengthsReceived(viewer)));
        Assert.All(viewers, viewer => viewer.Dispose());
    }

    [Theory]
    [EverySocket]
    public void An_address_that_is_refused_costs_no_others_their_datagrams(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket first = TestSockets.Viewer();
        using Socket last = TestSockets.Viewer();
        TestSockets.Add(_batch, TestSockets.AddressOf(first), 100, 100, 60);

        // Broadcasting needs a permission (SO_BROADCAST) that these sockets do not have.
        TestSockets.Add(_batch, TransportAddress.FromIPv4(uint.MaxValue, 5000), 100, 100);
        TestSockets.Add(_batch, TestSockets.AddressOf(last), 100);
        socket.Send(_batch);
        Assert.Equal([100, 100, 60], TestSockets.LengthsReceived(first));
        Assert.Equal([100], TestSockets.LengthsReceived(last));
        Assert.Equal("Sent Sent Sent Unreachable Unreachable Sent", string.Join(' ', TestSockets.Outcomes(_batch)));
    }

    [Theory]
    [EverySocket]
    public void An_ipv6_address_is_unreachable_from_a_socket_without_ipv6(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Of(kind, BoundSocket.Bind(0, AddressFamily.InterNetwork));
        using Socket viewer = TestSockets.Viewer();
        using Socket modern = TestSockets.Viewer(IPAddress.IPv6Loopback);
        TestSockets.Add(_batch, TestSockets.AddressOf(modern), 5);
        TestSockets.Add(_batch, TestSockets.AddressOf(viewer), 6);
        TestSockets.Add(_batch, TestSockets.AddressOf(modern), 5);
        socket.Send(_batch);
        Assert.Equal([6], TestSockets.LengthsReceived(viewer));
        Assert.Equal("Unreachable Sent Unreachable", string.Join(' ', TestSockets.Outcomes(_batch)));
    }

    [Theory]
    [InlineData(SocketKind.Batched)]
    [InlineData(SocketKind.Segmented)]
    public void A_closed_port_between_two_viewers_costs_them_nothing(SocketKind kind)
    {
        TestSockets.SkipWithoutLinux();
        BoundSocket bound = BoundSocket.Bind(0);

        // Only with this does Linux tell a socket without a peer what ICMP says; over loopback it says so before the next datagram is looked at.
        bound.Socket.SetRawSocketOption(IpProtocolIp, IpReceiveErrors, [1, 0, 0, 0]);
        using IDatagramSocket socket = TestSockets.Of(kind, bound);
        using Socket first = TestSockets.Viewer();
        using Socket last = TestSockets.Viewer();
        TransportAddress closed;
        using (Socket gone = TestSockets.Viewer())
        {
            closed = TestSockets.AddressOf(gone);
        }

        TestSockets.Add(_batch, TestSockets.AddressOf(first), 100, 100);
        TestSockets.Add(_batch, closed, 100, 100);
        TestSockets.Add(_batch, TestSockets.AddressOf(last), 100, 100);
        socket.Send(_batch);
        Assert.Equal([100, 100], TestSockets.LengthsReceived(first));
        Assert.Equal([100, 100], TestSockets.LengthsReceived(last));

        // And it ends no attempt to receive.
        TestSockets.Add(_batch, closed, 100);
        socket.Send(_batch);
        last.SendTo([1], new IPEndPoint(IPAddress.Loopback, socket.Port));
        ReceiveBatch arrived = new();
        socket.Receive(arrived);
        Assert.Equal(1, arrived.Count);
    }

    [Fact]
    public void What_the_kernel_does_not_cut_up_is_sent_one_by_one()
    {
        TestSockets.SkipWithoutLinux();
        BoundSocket bound = BoundSocket.Bind(0);
        using IDatagramSocket socket = TestSockets.Of(SocketKind.Segmented, bound);

        // Without checksums there is no segmentation (EINVAL).
        bound.Socket.SetRawSocketOption(SolSocket, SoNoCheck, [1, 0, 0, 0]);
        using Socket viewer = TestSockets.Viewer();
        Assert.Equal([500, 500, 500, 40, 70], Exchange(socket, viewer, [500, 500, 500, 40, 70]));
    }

    [Theory]
    [EverySocket]
    public void A_small_send_buffer_stops_nothing(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Of(kind, BoundSocket.Bind(0, bufferBytes: 1));
        using Socket viewer = TestSockets.Viewer();
        TestSockets.Add(_batch, TestSockets.AddressOf(viewer), [.. Enumerable.Repeat(1200, 200)]);
        socket.Send(_batch);
        int sent = TestSockets.Outcomes(_batch).Count(outcome => outcome == SendOutcome.Sent);
        Assert.Equal(sent, TestSockets.LengthsReceived(viewer).Length);
        Assert.Equal(_batch.Count - sent, TestSockets.Outcomes(_batch).Count(outcome => outcome == SendOutcome.BufferFull));
    }

    private int[] Exchange(IDatagramSocket socket, Socket viewer, int[] lengths)
    {
        _batch.Clear();
        TestSockets.Add(_batch, TestSockets.AddressOf(viewer), lengths);
        socket.Send(_batch);
        Assert.All(TestSockets.Outcomes(_batch), outcome => Assert.Equal(SendOutcome.Sent, outcome));
        return TestSockets.LengthsReceived(viewer);
    }
}
