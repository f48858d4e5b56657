using Vod.Api.Whep;

namespace Vod.Api.Tests.Whep;

public sealed class IceFragmentTests
{
    private const string Password = "P2uYro0UCOQ4zxjKXaWCBui1";
    private const string User = $"a=ice-ufrag:EsAw\r\na=ice-pwd:{Password}\r\n";

    // The example of the specification.
    private const string Example =
        $"a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n{User}"
        + "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\r\n"
        + "a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0 ufrag EsAw network-id 1\r\n"
        + "a=end-of-candidates\r\n";

    [Theory]
    [InlineData(Example)]
    [InlineData(User)]
    [InlineData($"{User}m=audio 9 RTP/AVP 0\r\na=mid:0\r\n")]
    [InlineData($"m=audio 9 RTP/AVP 0\r\n{User}m=video 9 RTP/AVP 0\r\n{User}")]
    [InlineData($"a=ice-ufrag:EsAw\na=ice-pwd:{Password}")]
    [InlineData($"{User}a=something:new\r\n\r\n")]
    public void The_credentials_are_read_wherever_they_stand(string text)
    {
        Assert.True(IceFragment.TryParse(text, out IceFragment fragment));
        Assert.Equal(new IceUser("EsAw", Password), fragment.User);
    }

    [Theory]
    [InlineData("a=end-of-candidates\r\n")]
    [InlineData("m=audio 9 RTP/AVP 0\r\na=candidate:1 1 udp 1 host.local 9 typ host\r\n")]
    [InlineData("a=candidate:1 1 UDP 4294967295 2001:db8::1 65535 typ srflx raddr 192.0.2.1 rport 1\r\n")]
    [InlineData("a=candidate:x 256 quic 0 anything 0 typ other\r\n")]
    public void Candidates_may_come_alone_and_of_any_kind(string text)
    {
        Assert.True(IceFragment.TryParse(text, out IceFragment fragment));
        Assert.Null(fragment.User);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("v=0\r\na=end-of-candidates\r\n")]
    [InlineData("a=mid:0\r\n")]
    [InlineData("a=\r\na=end-of-candidates\r\n")]
    [InlineData("a=ice-ufrag:EsAw\r\n")]
    [InlineData($"a=ice-pwd:{Password}\r\n")]
    [InlineData($"a=ice-ufrag:EsAw\r\nm=audio 9 RTP/AVP 0\r\na=ice-pwd:{Password}\r\n")]
    [InlineData($"a=ice-ufrag:EsA\r\na=ice-pwd:{Password}\r\n")]
    [InlineData("a=ice-ufrag:EsAw\r\na=ice-pwd:tooshort\r\n")]
    [InlineData($"a=ice-ufrag:Es\"w\r\na=ice-pwd:{Password}\r\n")]
    [InlineData($"a=ice-ufrag:E\u017Faw\r\na=ice-pwd:{Password}\r\n")]
    [InlineData($"{User}m=audio 9 RTP/AVP 0\r\na=ice-ufrag:Other\r\na=ice-pwd:{Password}\r\n")]
    [InlineData("a=candidate:\r\n")]
    [InlineData("a=candidate:1 1 udp 1 192.0.2.1 9 typ\r\n")]
    [InlineData("a=candidate:1 1 udp 1 192.0.2.1 9 kind host\r\n")]
    [InlineData("a=candidate:1 0 udp 1 192.0.2.1 9 typ host\r\n")]
    [InlineData("a=candidate:1 257 udp 1 192.0.2.1 9 typ host\r\n")]
    [InlineData("a=candidate:1 1 udp 4294967296 192.0.2.1 9 typ host\r\n")]
    [InlineData("a=candidate:1 1 udp -1 192.0.2.1 9 typ host\r\n")]
    [InlineData("a=candidate:1 1 udp 1 192.0.2.1 65536 typ host\r\n")]
    [InlineData("a=candidate:123456789012345678901234567890123 1 udp 1 192.0.2.1 9 typ host\r\n")]
    public void Everything_else_is_refused(string text) => Assert.False(IceFragment.TryParse(text, out _));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Credentials_have_at_most_256_characters(int length, bool expected) =>
        Assert.Equal(expected, IceFragment.TryParse($"a=ice-ufrag:{new string('a', length)}\r\na=ice-pwd:{new string('b', length)}\r\n", out _));

    [Fact]
    public void The_fragment_of_a_restart_is_the_tagged_section_with_new_credentials()
    {
        string fragment = IceText.Read(
            "v=0\r\ns=-\r\na=group:BUNDLE 1\r\na=ice-lite\r\na=ice-options:ice2\r\nm=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=inactive\r\n"
            + "m=video 31001 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 192.0.2.1\r\na=mid:1\r\na=sendonly\r\na=ice-ufrag:old01234\r\na=ice-pwd:oldoldoldoldoldoldoldold\r\n"
            + "a=fingerprint:sha-256 00\r\na=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host\r\na=end-of-candidates\r\n").FragmentWith(new IceUser("new", "secret"));

        Assert.Equal(
            "a=group:BUNDLE 1\r\na=ice-lite\r\na=ice-options:ice2\r\nm=video 31001 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=ice-ufrag:new\r\na=ice-pwd:secret\r\n"
            + "a=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host\r\na=end-of-candidates\r\n",
            fragment);
    }
}
