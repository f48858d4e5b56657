using System.Net.Sockets;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Udp.Linux;

namespace Vod.Media.Host.Tests.Udp.Linux;

/// <summary>What is made of the answers of the kernel. Three viewers with a run of three datagrams each are the batch.</summary>
public sealed class MessageSenderTests : IDisposable
{
    private const int EPERM = 1;
    private const int ENETUNREACH = 101;
    private const int ECONNREFUSED = 111;
    private readonly SendBatch _batch = new();
    private readonly ListLogger<MessageSender> _log = new();
    private MessageSender? _sender;

    public MessageSenderTests()
    {
        for (ushort viewer = 1; viewer <= 3; viewer++)
        {
            TestSockets.Add(_batch, TransportAddress.FromIPv4(0x7F00_0001, viewer), 1200, 1200, 700);
        }
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 9)]
    public void A_run_is_one_message_where_the_kernel_cuts(bool segments, int messages)
    {
        ScriptedCalls calls = Send(segments);
        Assert.Equal([messages], calls.Messages);
        Assert.Equal("SSS SSS SSS", Outcomes());
    }

    [Fact]
    public void A_call_has_no_more_messages_than_its_limit()
    {
        _batch.Clear();
        for (int i = 0; i < 150; i++)
        {
            TestSockets.Add(_batch, TransportAddress.FromIPv4(0x7F00_0001, (ushort)(i + 1)), 100);
        }

        Assert.Equal([64, 64, 22], Send(segments: true).Messages);
    }

    [Fact]
    public void What_was_not_taken_by_one_call_is_handed_over_by_the_next()
    {
        Assert.Equal([3, 2, 1], Send(segments: true, 1, 1).Messages);
        Assert.Equal("SSS SSS SSS", Outcomes());
    }

    [Fact]
    public void An_interrupted_call_is_made_again()
    {
        Assert.Equal([3, 3], Send(segments: true, -LibC.EINTR).Messages);
        Assert.Equal("SSS SSS SSS", Outcomes());
    }

    [Theory]
    [InlineData(LibC.EAGAIN)]
    [InlineData(LibC.ENOBUFS)]
    public void A_full_buffer_costs_the_message_that_found_it_full(int error)
    {
        Assert.Equal([3, 2, 1], Send(segments: true, 1, -error).Messages);
        Assert.Equal("SSS BBB SSS", Outcomes());
    }

    [Theory]
    [InlineData(LibC.EAGAIN, 2)]
    [InlineData(EPERM, 4)]
    public void A_kernel_that_takes_nothing_is_asked_about_every_message_and_no_more(int error, int answers)
    {
        _batch.Clear();
        TestSockets.Add(_batch, TransportAddress.FromIPv4(0x7F00_0001, 1), 100, 200);
        Assert.Equal(answers, Send(segments: true, -error, -error, -error, -error).Messages.Count);
        Assert.DoesNotContain('S', Outcomes());
    }

    [Theory]
    [InlineData(EPERM)]
    [InlineData(ENETUNREACH)]
    [InlineData(ECONNREFUSED)]
    public void An_unreachable_viewer_costs_the_others_nothing(int error)
    {
        Assert.Equal([3, 2, 2, 1], Send(segments: true, 1, -error, -error).Messages);
        Assert.Equal("SSS UUU SSS", Outcomes());
    }

    [Fact]
    public void The_error_of_an_earlier_datagram_costs_this_one_nothing()
    {
        Assert.Equal([3, 3], Send(segments: true, -ECONNREFUSED).Messages);
        Assert.Equal("SSS SSS SSS", Outcomes());
    }

    [Fact]
    public void A_device_that_cannot_cut_ends_it_for_good()
    {
        // The first viewer's path may have been another device.
        Assert.Equal([3, 2, 6], Send(segments: true, 1, -LibC.EIO).Messages);
        Assert.Equal("SSS SSS SSS", Outcomes());
        Assert.False(_sender!.IsSegmenting);
        _sender.Send(_batch);
        Assert.Single(_log.Entries);
    }

    [Theory]
    [InlineData(LibC.EINVAL)]
    [InlineData(LibC.EMSGSIZE)]
    public void A_path_that_is_too_narrow_gets_single_datagrams_and_the_others_runs(int error)
    {
        Assert.Equal([3, 2, 4], Send(segments: true, 1, -error).Messages);
        Assert.Equal("SSS SSS SSS", Outcomes());
        Assert.True(_sender!.IsSegmenting);
        Assert.Empty(_log.Entries);
    }

    [Theory]
    [InlineData(LibC.EIO)]
    [InlineData(LibC.EINVAL)]
    public void Errors_of_cutting_are_none_of_a_datagram_that_is_not_cut(int error)
    {
        Assert.Equal([9, 9, 8], Send(segments: false, -error, -error).Messages);
        Assert.Equal("USS SSS SSS", Outcomes());
        Assert.Empty(_log.Entries);
    }

    public void Dispose() => _sender?.Dispose();

    private ScriptedCalls Send(bool segments, params int[] answers)
    {
        ScriptedCalls calls = new(answers);
        _sender = new MessageSender(AddressFamily.InterNetworkV6, segments, calls.Send, _log);
        _sender.Send(_batch);
        return calls;
    }

    // One letter for each datagram, a word for each viewer.
    private string Outcomes() => string.Join(' ', TestSockets.Outcomes(_batch).Select(outcome => $"{outcome}"[0]).Chunk(3).Select(viewer => new string(viewer)));
}
