using Vod.Api.Tests.Support;
using Vod.Api.Wcs;

namespace Vod.Api.Tests.Wcs;

public sealed class WcsFrameReaderTests
{
    [Fact]
    public async Task An_endless_message_is_given_up_before_it_is_in_memory()
    {
        using StubWebSocket socket = new() { IsEndless = true };
        using WcsFrameReader reader = new(socket);
        Assert.Equal(WcsFrameKind.TooBig, await reader.ReadAsync());
        Assert.InRange(socket.Delivered, WcsLimits.MaxMessageBytes, 2 * WcsLimits.MaxMessageBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(WcsLimits.MaxMessageBytes)]
    public async Task A_message_up_to_the_limit_is_read_whole(int length)
    {
        using StubWebSocket socket = new();
        using WcsFrameReader reader = new(socket);
        socket.Incoming(new string('x', length));
        Assert.Equal(WcsFrameKind.Text, await reader.ReadAsync());
        Assert.Equal(length, reader.Text.Length);
        Assert.False(reader.Text.ContainsAnyExcept((byte)'x'));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_too_big()
    {
        using StubWebSocket socket = new();
        using WcsFrameReader reader = new(socket);
        socket.Incoming(new string('x', WcsLimits.MaxMessageBytes + 1));
        Assert.Equal(WcsFrameKind.TooBig, await reader.ReadAsync());
    }
}
