using Vod.Media.Dtls;

namespace Vod.Media.Tests.Dtls;

public sealed class DtlsFlightTests
{
    [Fact]
    public void Nothing_is_no_datagram()
    {
        DtlsFlight flight = new();

        Assert.False(flight.TryAppend([]));
        Assert.False(flight.HasPending);
    }

    [Fact]
    public void Datagrams_come_out_in_order_and_again_after_a_rewind()
    {
        DtlsFlight flight = new();
        flight.TryAppend([1, 2, 3]);
        flight.TryAppend([4]);
        byte[] buffer = new byte[10];

        for (int round = 0; round < 2; round++)
        {
            Assert.True(flight.TryTake(buffer, out int length));
            Assert.Equal([1, 2, 3], buffer[..length]);
            Assert.True(flight.TryTake(buffer, out length));
            Assert.Equal([4], buffer[..length]);
            Assert.False(flight.TryTake(buffer, out _));
            flight.Rewind();
        }
    }

    [Fact]
    public void A_datagram_larger_than_the_buffer_is_skipped()
    {
        DtlsFlight flight = new();
        flight.TryAppend(new byte[20]);
        flight.TryAppend([7]);
        byte[] buffer = new byte[10];

        Assert.True(flight.TryTake(buffer, out int length));
        Assert.Equal([7], buffer[..length]);
    }

    [Fact]
    public void The_last_datagram_can_be_taken_back()
    {
        DtlsFlight flight = new();
        flight.TryAppend([1, 2]);
        flight.TryAppend([3]);
        byte[] buffer = new byte[10];

        Assert.Equal([3], flight.RemoveLast());
        Assert.True(flight.TryTake(buffer, out int length));
        Assert.Equal([1, 2], buffer[..length]);
        Assert.False(flight.HasPending);
    }

    [Fact]
    public void Bytes_are_limited()
    {
        DtlsFlight flight = new();
        for (int bytes = 0; bytes < DtlsFlight.MaxBytes; bytes += 1024)
        {
            Assert.True(flight.TryAppend(new byte[1024]));
        }

        Assert.False(flight.TryAppend([1]));
        flight.Clear();
        Assert.True(flight.TryAppend([1]));
    }

    [Fact]
    public void Datagrams_are_limited()
    {
        DtlsFlight flight = new();
        for (int i = 0; i < DtlsFlight.MaxDatagrams; i++)
        {
            Assert.True(flight.TryAppend([1]));
        }

        Assert.False(flight.TryAppend([1]));
    }
}
