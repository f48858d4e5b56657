using System.Text;
using Vod.Media.Ice;
using Vod.Media.Sdp;

namespace Vod.Media.Fuzz.Sdp;

/// <summary>Offers from strangers: parsed, negotiated, answered, and the answer parsed again.</summary>
internal sealed class SdpFuzzTarget : IFuzzTarget
{
    private static readonly MediaOffer Ours = new()
    {
        Video = H264ProfileLevelId.FromNumber(0x640028),
        HasAudio = true,
        HeaderExtensions = [HeaderExtensionUri.Mid, HeaderExtensionUri.AbsSendTime],
    };

    private static readonly AnswerParameters Parameters = new()
    {
        SessionId = 1,
        Credentials = IceCredentials.FromRandom(new byte[IceCredentials.RandomLength]),
        Fingerprint = new CertificateFingerprint(FingerprintHash.Sha256, new byte[32]),
        Candidates = IceCandidate.ForHost([TransportAddress.FromIPv4(0x7F000001, 31001)]),
        StreamId = "stream",
        CName = "cname",
        VideoSsrc = 1,
        VideoRetransmissionSsrc = 2,
        AudioSsrc = 3,
    };

    public string Name => "sdp";

    public IEnumerable<byte[]> Seeds => [Encoding.ASCII.GetBytes(Offer), Encoding.ASCII.GetBytes(Offer.ReplaceLineEndings("\r\n"))];

    private const string Offer = """
        v=0
        o=- 6290913611479281741 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1 2
        a=msid-semantic: WMS
        a=ice-ufrag:A1mm
        a=ice-pwd:QdL5+KSBQPH4/LbF3EseG7tX
        a=fingerprint:sha-256 4E:CB:52:24:F8:A6:22:D7:6C:1F:D6:6C:99:AA:0E:1F:78:9A:1E:F0:E6:2C:50:8F:21:87:CC:5C:CA:C7:43:86
        a=setup:actpass
        m=audio 9 UDP/TLS/RTP/SAVPF 111 63
        c=IN IP4 0.0.0.0
        a=mid:0
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a=recvonly
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
        a=fmtp:111 minptime=10;useinbandfec=1
        a=rtpmap:63 red/48000/2
        a=fmtp:63 111/111
        m=video 9 UDP/TLS/RTP/SAVPF 96 108 109 116
        a=mid:1
        a=extmap:4/sendrecv urn:ietf:params:rtp-hdrext:sdes:mid
        a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
        a=recvonly
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:96 VP8/90000
        a=rtpmap:108 H264/90000
        a=rtcp-fb:108 nack
        a=rtcp-fb:* nack pli
        a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
        a=rtpmap:109 rtx/90000
        a=fmtp:109 apt=108
        a=rtpmap:116 H264/90000
        a=fmtp:116 packetization-mode=1;profile-level-id=4d001f
        a=ssrc-group:FID 1 2
        a=ssrc:1 cname:x
        a=msid:a b
        a=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host
        m=application 9 UDP/DTLS/SCTP webrtc-datachannel
        a=mid:2
        a=sctp-port:5000
        """;

    public void Run(ReadOnlySpan<byte> input)
    {
        // Every byte becomes a character, so the mutations reach the parser unfiltered.
        string text = Encoding.Latin1.GetString(input);
        if (!SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error))
        {
            if (error == SdpError.None)
            {
                throw new InvalidOperationException("refused without a reason");
            }

            return;
        }

        foreach (string candidate in offer.Description.Media.SelectMany(media => media.Candidates))
        {
            _ = IceCandidate.TryParse(candidate, out _);
        }

        if (PlayNegotiation.TryNegotiate(offer, Ours, out PlayAgreement? agreement, out _))
        {
            CheckAnswer(offer.Description, agreement);
        }
    }

    private static void CheckAnswer(SessionDescription offer, PlayAgreement agreement)
    {
        string text = SdpAnswer.Build(agreement, Parameters);
        if (!SessionDescription.TryParse(text, out SessionDescription? answer, out SdpError error))
        {
            throw new InvalidOperationException($"an answer that does not parse: {error}");
        }

        bool sameSections = answer.Media.Select(media => (media.MediaType, media.Mid, media.Protocol))
            .SequenceEqual(offer.Media.Select(media => (media.MediaType, media.Mid, media.Protocol)));
        if (!sameSections || answer.Media.Sum(media => media.Candidates.Count) != 1)
        {
            throw new InvalidOperationException("an answer that does not fit its offer");
        }
    }
}
