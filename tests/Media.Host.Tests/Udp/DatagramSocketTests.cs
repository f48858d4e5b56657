using System.Net;
using System.Net.Sockets;
using Vod.Media.Host.Udp;

namespace Vod.Media.Host.Tests.Udp;

/// <summary>What every kind of socket does with datagrams that arrive and with waiting.</summary>
public sealed class DatagramSocketTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly ReceiveBatch _batch = new();

    [Theory]
    [EverySocket("127.0.0.1")]
    [EverySocket("::1")]
    public void A_datagram_goes_there_and_back(SocketKind kind, string text)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        IPAddress address = IPAddress.Parse(text);
        using Socket viewer = TestSockets.Viewer(address);
        viewer.SendTo([1, 2, 3], new IPEndPoint(address, socket.Port));

        socket.Wait(Long);
        socket.Receive(_batch);
        Assert.Equal(1, _batch.Count);
        Assert.Equal([1, 2, 3], _batch.Datagram(0).ToArray());
        Assert.Equal(TestSockets.AddressOf(viewer), _batch.From(0));

        SendBatch answer = new();
        TestSockets.Add(answer, _batch.From(0), 2);
        socket.Send(answer);
        Assert.Equal(SendOutcome.Sent, answer.Outcome(0));
        Assert.Equal([2], TestSockets.LengthsReceived(viewer));
        socket.Receive(_batch);
        Assert.Equal(0, _batch.Count);
    }

    [Theory]
    [EverySocket]
    public void A_socket_without_ipv6_reports_ipv4_addresses_all_the_same(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Of(kind, BoundSocket.Bind(0, AddressFamily.InterNetwork));
        using Socket viewer = TestSockets.Viewer();
        viewer.SendTo([1], new IPEndPoint(IPAddress.Loopback, socket.Port));
        socket.Wait(Long);
        socket.Receive(_batch);
        Assert.Equal(TestSockets.AddressOf(viewer), _batch.From(0));
    }

    [Theory]
    [EverySocket]
    public void More_than_a_batch_arrives_in_several_and_in_order(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket first = TestSockets.Viewer();
        using Socket second = TestSockets.Viewer();
        for (int i = 0; i < 100; i++)
        {
            (i % 3 == 0 ? first : second).SendTo(Enumerable.Repeat((byte)i, i + 1).ToArray(), new IPEndPoint(IPAddress.Loopback, socket.Port));
        }

        for (int i = 0; i < 100; i++)
        {
            if (i % ReceiveBatch.Capacity == 0)
            {
                socket.Receive(_batch);
                Assert.Equal(Math.Min(ReceiveBatch.Capacity, 100 - i), _batch.Count);
            }

            Assert.Equal(Enumerable.Repeat((byte)i, i + 1), _batch.Datagram(i % ReceiveBatch.Capacity).ToArray());
            Assert.Equal(TestSockets.AddressOf(i % 3 == 0 ? first : second), _batch.From(i % ReceiveBatch.Capacity));
        }

        Assert.False(_batch.IsFull);
    }

    [Theory]
    [EverySocket]
    public void A_datagram_that_is_too_long_is_dropped_and_the_next_is_not(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket viewer = TestSockets.Viewer();
        foreach (int length in new[] { ReceiveBatch.DatagramBytes + 1, ReceiveBatch.DatagramBytes - 1, 0 })
        {
            viewer.SendTo(new byte[length], new IPEndPoint(IPAddress.Loopback, socket.Port));
        }

        socket.Receive(_batch);
        Assert.Equal(2, _batch.Count);
        Assert.Equal(ReceiveBatch.DatagramBytes - 1, _batch.Datagram(0).Length);
        Assert.Equal(0, _batch.Datagram(1).Length);
    }

    [Theory]
    [EverySocket]
    public void A_wake_up_ends_a_wait_and_is_no_datagram(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);

        // Without the wake-up this takes half a minute and the test runner's patience.
        Thread waker = new(socket.Wake);
        waker.Start();
        socket.Wait(Long);
        waker.Join();

        socket.Receive(_batch);
        Assert.Equal(0, _batch.Count);
    }

    [Theory]
    [EverySocket]
    public void Many_wake_ups_do_not_fill_the_socket(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        for (int i = 0; i < 10_000; i++)
        {
            socket.Wake();
        }

        socket.Wait(Long);
        socket.Receive(_batch);
        Assert.Equal(0, _batch.Count);
        socket.Wake();
        socket.Wait(Long);
    }

    [Theory]
    [EverySocket]
    public void Receiving_and_sending_allocate_nothing(SocketKind kind)
    {
        using IDatagramSocket socket = TestSockets.Bind(kind);
        using Socket viewer = TestSockets.Viewer();
        viewer.Connect(new IPEndPoint(IPAddress.Loopback, socket.Port));
        byte[] buffer = new byte[100];
        SendBatch answers = new();
        long before = 0, least = long.MaxValue;
        for (int i = 0; i <= 1100; i++)
        {
            if (i % 100 == 0)
            {
                // The runtime may allocate on this thread while it compiles; the socket would each time. The first hundred are for that.
                long now = GC.GetAllocatedBytesForCurrentThread();
                least = i > 100 ? Math.Min(least, now - before) : least;
                before = now;
            }

            viewer.Send(buffer);
            socket.Receive(_batch);
            for (int answer = 0; answer < 20; answer++)
            {
                _batch.Datagram(0).CopyTo(answers.Room);
                answers.Add(100, _batch.From(0));
            }

            socket.Send(answers);
            answers.Clear();
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void A_port_in_use_is_an_error()
    {
        using BoundSocket socket = BoundSocket.Bind(0);
        Assert.Throws<SocketException>(() => BoundSocket.Bind(socket.Port));
    }
}
