using System.Net;
using Vod.Media.Ice;
using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class PublishAnswerTests
{
    private static readonly AnswerParameters Parameters = new()
    {
        SessionId = 7,
        Credentials = IceCredentials.FromRandom(new byte[IceCredentials.RandomLength]),
        Fingerprint = new CertificateFingerprint(FingerprintHash.Sha256, [.. Enumerable.Range(0xE0, 32).Select(i => (byte)i)]),
        Candidates = IceCandidate.ForHost([TransportAddress.From(IPAddress.Parse("192.0.2.1"), 31002)]),
        StreamId = "59851270",
        CName = "c9Ab",
    };

    [Fact]
    public void The_answer_to_Chromium_is_this_text()
    {
        const string Expected = """
            v=0
            o=- 7 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=ice-lite
            m=audio 31002 UDP/TLS/RTP/SAVPF 111
            c=IN IP4 192.0.2.1
            a=mid:0
            a=recvonly
            a=rtcp-mux
            a=rtcp-rsize
            a=ice-ufrag:AAAAAAAA
            a=ice-pwd:AAAAAAAAAAAAAAAAAAAAAAAA
            a=fingerprint:sha-256 E0:E1:E2:E3:E4:E5:E6:E7:E8:E9:EA:EB:EC:ED:EE:EF:F0:F1:F2:F3:F4:F5:F6:F7:F8:F9:FA:FB:FC:FD:FE:FF
            a=setup:passive
            a=candidate:1 1 udp 2130706431 192.0.2.1 31002 typ host
            a=end-of-candidates
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1
            m=video 31002 UDP/TLS/RTP/SAVPF 108 109
            c=IN IP4 192.0.2.1
            a=mid:1
            a=recvonly
            a=rtcp-mux
            a=rtcp-rsize
            a=ice-ufrag:AAAAAAAA
            a=ice-pwd:AAAAAAAAAAAAAAAAAAAAAAAA
            a=fingerprint:sha-256 E0:E1:E2:E3:E4:E5:E6:E7:E8:E9:EA:EB:EC:ED:EE:EF:F0:F1:F2:F3:F4:F5:F6:F7:F8:F9:FA:FB:FC:FD:FE:FF
            a=setup:passive
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=rtpmap:108 H264/90000
            a=rtcp-fb:108 nack
            a=rtcp-fb:108 nack pli
            a=rtcp-fb:108 transport-cc
            a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:109 rtx/90000
            a=fmtp:109 apt=108

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\r\n"), Answer(Offers.Chromium.ToSend()));
    }

    [Fact]
    public void Stereo_is_asked_for_and_not_promised()
    {
        string answer = Answer(Offers.Firefox.ToSend());

        Assert.Contains("a=fmtp:109 minptime=10;useinbandfec=1;stereo=1\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Mode_0_is_answered_as_mode_0()
    {
        string offer = Offers.Chromium.ToSend().Replace("packetization-mode=1", "packetization-mode=0", StringComparison.Ordinal);

        Assert.Contains("a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f\r\n", Answer(offer), StringComparison.Ordinal);
    }

    [Fact]
    public void VP8_needs_no_parameters()
    {
        string answer = Answer(Offers.Chromium.ToSend().Replace("H264/90000", "H265/90000", StringComparison.Ordinal));

        Assert.Contains("a=rtpmap:96 VP8/90000\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("a=fmtp:96", answer, StringComparison.Ordinal);
        Assert.Contains("a=fmtp:97 apt=96\r\n", answer, StringComparison.Ordinal);
    }

    private static string Answer(string text)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        Assert.True(PublishNegotiation.TryNegotiate(offer, out PublishAgreement? agreement, out NegotiationFailure failure), failure.ToString());
        return SdpAnswer.Build(agreement, Parameters);
    }
}
