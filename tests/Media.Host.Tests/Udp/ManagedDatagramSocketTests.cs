using System.Net;
using System.Net.Sockets;
using Vod.Media.Host.Udp;

namespace Vod.Media.Host.Tests.Udp;

public sealed class ManagedDatagramSocketTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly ManagedDatagramSocket _socket = ManagedDatagramSocket.Bind(0);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_datagram_goes_there_and_back(string text)
    {
        IPAddress address = IPAddress.Parse(text);
        using Socket browser = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        browser.Bind(new IPEndPoint(address, 0));
        browser.SendTo([1, 2, 3], new IPEndPoint(address, _socket.Port));
        byte[] buffer = new byte[100];

        _socket.Wait(Long);
        Assert.True(_socket.TryReceive(buffer, out int length, out TransportAddress from));
        Assert.Equal([1, 2, 3], buffer[..length]);
        Assert.Equal(browser.LocalEndPoint!.ToString(), from.ToString());
        Assert.Equal(SendOutcome.Sent, _socket.Send([4, 5], from));
        Assert.Equal(2, browser.Receive(buffer));
        Assert.False(_socket.TryReceive(buffer, out _, out _));
    }

    [Fact]
    public void A_wake_up_ends_a_wait_and_is_no_datagram()
    {
        // Without the wake-up this takes half a minute and the test runner's patience.
        Thread waker = new(_socket.Wake);
        waker.Start();
        _socket.Wait(Long);
        waker.Join();

        Assert.False(_socket.TryReceive(new byte[100], out _, out _));
    }

    [Fact]
    public void Many_wake_ups_do_not_fill_the_socket()
    {
        for (int i = 0; i < 10_000; i++)
        {
            _socket.Wake();
        }

        _socket.Wait(Long);
        Assert.False(_socket.TryReceive(new byte[100], out _, out _));
        _socket.Wake();
        _socket.Wait(Long);
    }

    [Fact]
    public void A_port_in_use_is_an_error() => Assert.Throws<SocketException>(() => ManagedDatagramSocket.Bind(_socket.Port));

    [Fact]
    public void Receiving_and_sending_allocate_nothing()
    {
        using Socket browser = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        browser.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        browser.Connect(new IPEndPoint(IPAddress.Loopback, _socket.Port));
        byte[] buffer = new byte[100];
        long before = 0;
        for (int i = 0; i < 1100; i++)
        {
            if (i == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            browser.Send(buffer.AsSpan(0, 10));
            Assert.True(_socket.TryReceive(buffer, out int length, out TransportAddress from));
            _socket.Send(buffer.AsSpan(0, length), from);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose() => _socket.Dispose();
}
