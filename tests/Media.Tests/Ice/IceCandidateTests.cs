using System.Net;
using Vod.Media.Ice;

namespace Vod.Media.Tests.Ice;

public sealed class IceCandidateTests
{
    [Fact]
    public void The_first_host_candidate_has_the_priority_of_the_RFC()
    {
        // 126 * 2^24 + 65535 * 2^8 + 255, RFC 8445 section 5.1.2.1.
        Assert.Equal(2130706431u, IceCandidate.HostPriority(ushort.MaxValue));
    }

    [Fact]
    public void Candidates_are_made_in_order_of_preference()
    {
        IceCandidate[] candidates = IceCandidate.ForHost(
        [
            TransportAddress.From(IPAddress.Parse("192.0.2.1"), 31001),
            TransportAddress.From(IPAddress.Parse("2001:db8::1"), 31001),
        ]);

        Assert.Equal("candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host", candidates[0].ToString());
        Assert.Equal("candidate:2 1 udp 2130706175 2001:db8::1 31001 typ host", candidates[1].ToString());
    }

    [Fact]
    public void The_text_is_read_back()
    {
        IceCandidate candidate = IceCandidate.ForHost([TransportAddress.From(IPAddress.Parse("2001:db8::1"), 31001)])[0];
        Assert.True(IceCandidate.TryParse(candidate.ToString(), out IceCandidate parsed));
        Assert.Equal(candidate, parsed);
        Assert.True(IceCandidate.TryParse("1 1 UDP 5 192.0.2.9 7 typ host generation 0 network-cost 999", out parsed));
        Assert.Equal(TransportAddress.From(IPAddress.Parse("192.0.2.9"), 7), parsed.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("candidate:1 1 udp 5 192.0.2.9 7 typ")]
    [InlineData("candidate:1 1 tcp 5 192.0.2.9 9 typ host tcptype active")]
    [InlineData("candidate:1 2 udp 5 192.0.2.9 9 typ host")]
    [InlineData("candidate:1 1 udp 5 8f1c3a5e-0000-4000-8000-000000000000.local 9 typ host")]
    [InlineData("candidate:1 1 udp 5 192.0.2.9 9 typ srflx raddr 0.0.0.0 rport 0")]
    [InlineData("candidate:1 1 udp -5 192.0.2.9 9 typ host")]
    [InlineData("candidate:1 1 udp 5 192.0.2.9 99999 typ host")]
    public void Candidates_of_other_kinds_are_not_for_us(string text) =>
        Assert.False(IceCandidate.TryParse(text, out _));
}
