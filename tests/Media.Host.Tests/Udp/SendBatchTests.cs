using Vod.Media.Host.Udp;

namespace Vod.Media.Host.Tests.Udp;

public sealed class SendBatchTests
{
    private static readonly TransportAddress Viewer = TransportAddress.FromIPv4(0x0A00_0001, 5000);
    private static readonly TransportAddress Neighbour = TransportAddress.FromIPv4(0x0A00_0001, 5001);
    private readonly SendBatch _batch = new();

    [Theory]
    [InlineData(1, 700)]
    [InlineData(3, 700, 700, 700)]
    [InlineData(3, 700, 700, 300)]
    [InlineData(3, 700, 700, 300, 300)]
    [InlineData(3, 700, 700, 300, 700)]
    [InlineData(1, 300, 700, 700)]
    [InlineData(2, 700, 300, 200)]
    [InlineData(4, 1, 1, 1, 1, 1)] // the limit of whoever cuts
    public void A_run_has_one_size_but_for_the_last(int run, params int[] lengths)
    {
        TestSockets.Add(_batch, Viewer, lengths);
        Assert.Equal(run, _batch.RunFrom(0, 4));
    }

    [Fact]
    public void A_run_has_one_destination()
    {
        TestSockets.Add(_batch, Viewer, 100, 100);
        TestSockets.Add(_batch, Neighbour, 100, 100, 100);
        TestSockets.Add(_batch, Viewer, 100);
        Assert.Equal([2, 1, 3, 2, 1, 1], Enumerable.Range(0, 6).Select(i => _batch.RunFrom(i, 64)));
    }

    [Fact]
    public void A_run_is_no_longer_than_a_datagram_may_be()
    {
        for (int i = 0; i < 60; i++)
        {
            TestSockets.Add(_batch, Viewer, 1200);
        }

        Assert.Equal(SendBatch.MaxRunBytes / 1200, _batch.RunFrom(0, 64));
    }

    [Fact]
    public void It_is_full_when_the_longest_datagram_would_not_fit_any_more()
    {
        while (!_batch.IsFull)
        {
            Assert.Equal(SendBatch.DatagramBytes, _batch.Room.Length);
            _batch.Add(1200, Viewer);
        }

        Assert.Equal(217, _batch.Count);
        _batch.Clear();
        Assert.False(_batch.IsFull);
    }

    [Fact]
    public void It_is_full_when_it_has_as_many_as_it_may()
    {
        for (int i = 0; i < SendBatch.MaxDatagrams; i++)
        {
            Assert.False(_batch.IsFull);
            _batch.Add(1, Viewer);
        }

        Assert.True(_batch.IsFull);
    }

    [Fact]
    public void What_does_not_fit_is_a_defect() => Assert.Throws<ArgumentOutOfRangeException>(() => _batch.Add(SendBatch.DatagramBytes + 1, Viewer));

    [Fact]
    public void Outcomes_are_those_of_their_datagrams()
    {
        TestSockets.Add(_batch, Viewer, 1, 2, 3, 4);
        int next = _batch.Decide(0, 4, SendOutcome.Sent);
        Assert.Equal(4, next);
        Assert.Equal(3, _batch.Decide(1, 2, SendOutcome.BufferFull));
        Assert.Equal([SendOutcome.Sent, SendOutcome.BufferFull, SendOutcome.BufferFull, SendOutcome.Sent], TestSockets.Outcomes(_batch));
    }
}
