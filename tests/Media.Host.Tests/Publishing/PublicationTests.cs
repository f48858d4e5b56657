using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Tests.Publishing;

public sealed class PublicationTests
{
    private const string OfferedVp8 = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n";

    private const string OfferedH264 =
        "m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:102 H264/90000\r\na=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\n";

    [Theory]
    [InlineData(OfferedVp8, PictureCodec.Vp8)]
    [InlineData(OfferedH264, PictureCodec.H264)]
    public void It_is_described_with_the_codec_that_was_agreed_on_and_so_are_its_viewers(string section, PictureCodec codec)
    {
        const string Session = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n";
        string fingerprint = $"a=fingerprint:sha-256 {string.Join(':', Enumerable.Repeat("AB", 32))}\r\n";
        Assert.True(SdpOffer.TryParse(Session + fingerprint + section, out SdpOffer? offer, out SdpError error), error.ToString());
        Assert.True(PublishNegotiation.TryNegotiate(offer, out PublishAgreement? agreement, out NegotiationFailure failure), failure.ToString());
        Publication publication = new(new MonotonicClock(TimeProvider.System), agreement, () => { });

        Assert.Equal(codec, publication.Describe().Codec);
        Assert.Equal(codec, publication.View().Description.Codec);
    }
}
