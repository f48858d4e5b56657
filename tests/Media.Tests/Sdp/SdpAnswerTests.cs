using System.Net;
using Vod.Media.Ice;
using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class SdpAnswerTests
{
    private static readonly MediaOffer Both = new() { Video = H264ProfileLevelId.FromNumber(0x640028), HasAudio = true, IsStereo = true };

    private static readonly AnswerParameters Parameters = new()
    {
        SessionId = 1234567890123456789,
        Credentials = IceCredentials.FromRandom(new byte[IceCredentials.RandomLength]),
        Fingerprint = new CertificateFingerprint(FingerprintHash.Sha256, [.. Enumerable.Range(0xE0, 32).Select(i => (byte)i)]),
        Candidates = IceCandidate.ForHost(
        [
            TransportAddress.From(IPAddress.Parse("2001:db8::1"), 31001),
            TransportAddress.From(IPAddress.Parse("192.0.2.1"), 31002),
        ]),
        StreamId = "59851270",
        CName = "c9Ab",
        VideoSsrc = 11,
        VideoRetransmissionSsrc = 12,
        AudioSsrc = 4294967295,
    };

    [Fact]
    public void The_answer_to_Chromium_is_this_text()
    {
        const string Expected = """
            v=0
            o=- 1234567890123456789 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=ice-lite
            m=audio 31002 UDP/TLS/RTP/SAVPF 111
            c=IN IP4 192.0.2.1
            a=mid:0
            a=sendonly
            a=rtcp-mux
            a=rtcp-rsize
            a=ice-ufrag:AAAAAAAA
            a=ice-pwd:AAAAAAAAAAAAAAAAAAAAAAAA
            a=fingerprint:sha-256 E0:E1:E2:E3:E4:E5:E6:E7:E8:E9:EA:EB:EC:ED:EE:EF:F0:F1:F2:F3:F4:F5:F6:F7:F8:F9:FA:FB:FC:FD:FE:FF
            a=setup:passive
            a=candidate:1 1 udp 2130706431 2001:db8::1 31001 typ host
            a=candidate:2 1 udp 2130706175 192.0.2.1 31002 typ host
            a=end-of-candidates
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1
            a=msid:59851270 audio
            a=ssrc:4294967295 cname:c9Ab
            m=video 31002 UDP/TLS/RTP/SAVPF 116 117
            c=IN IP4 192.0.2.1
            a=mid:1
            a=sendonly
            a=rtcp-mux
            a=rtcp-rsize
            a=ice-ufrag:AAAAAAAA
            a=ice-pwd:AAAAAAAAAAAAAAAAAAAAAAAA
            a=fingerprint:sha-256 E0:E1:E2:E3:E4:E5:E6:E7:E8:E9:EA:EB:EC:ED:EE:EF:F0:F1:F2:F3:F4:F5:F6:F7:F8:F9:FA:FB:FC:FD:FE:FF
            a=setup:passive
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=rtpmap:116 H264/90000
            a=rtcp-fb:116 nack
            a=rtcp-fb:116 nack pli
            a=rtcp-fb:116 ccm fir
            a=fmtp:116 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f
            a=rtpmap:117 rtx/90000
            a=fmtp:117 apt=116
            a=msid:59851270 video
            a=ssrc-group:FID 11 12
            a=ssrc:11 cname:c9Ab
            a=ssrc:12 cname:c9Ab

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\r\n"), Answer(Offers.Chromium, Both));
    }

    [Fact]
    public void Our_own_parser_reads_the_answer_back()
    {
        SessionDescription answer = Parse(Answer(Offers.Firefox, Both));
        Assert.True(answer.IsIceLite);
        Assert.Equal(["0", "1"], answer.BundleGroup);
        Assert.Equal(["0", "1"], answer.Media.Select(media => media.Mid));
        Assert.All(answer.Media, media =>
        {
            Assert.Equal(MediaDirection.SendOnly, media.Direction);
            Assert.Equal(SetupRole.Passive, media.Setup);
            Assert.True(media.HasRtcpMux);
            Assert.Equal(Parameters.Credentials.Password, media.IcePassword);
            Assert.Equal(Parameters.Fingerprint.ToString(), media.Fingerprint!.ToString());
            Assert.Equal("59851270", Assert.Single(media.StreamIds).Stream);
        });
        Assert.Equal([false, true], answer.Media.Select(media => media.HasRtcpReducedSize));
        Assert.Equal(Parameters.Candidates, answer.Media[0].Candidates.Select(
            text => IceCandidate.TryParse(text, out IceCandidate candidate) ? candidate : default));
        Assert.Equal([126, 127], answer.Media[1].Formats.Select(format => (int)format.PayloadType));
        Assert.Equal([11u, 12u], answer.Media[1].SsrcGroups[0].Ssrcs);
    }

    [Fact]
    public void Mono_sound_is_not_declared_as_stereo()
    {
        string answer = Answer(Offers.Chromium, Both with { IsStereo = false });
        Assert.Contains("a=fmtp:111 minptime=10;useinbandfec=1\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_retransmissions_there_is_no_group_and_no_second_SSRC()
    {
        MediaDescription video = Parse(Answer(Offers.Chromium.Without("a=fmtp:117"), Both)).Media[1];
        Assert.Equal([116], video.Formats.Select(format => (int)format.PayloadType));
        Assert.Empty(video.SsrcGroups);
        Assert.Equal([11u], video.Sources.Select(source => source.Ssrc));
    }

    [Fact]
    public void A_file_without_sound_keeps_the_audio_section_and_its_transport()
    {
        SessionDescription answer = Parse(Answer(Offers.Chromium, Both with { HasAudio = false }));
        Assert.Equal(["0", "1"], answer.BundleGroup);
        MediaDescription audio = answer.Media[0];
        Assert.Equal((31002, MediaDirection.Inactive, "0"), (audio.Port, audio.Direction, audio.Mid));
        Assert.Equal(2, audio.Candidates.Count);
        Assert.Equal("opus", Assert.Single(audio.Formats).Codec);
        Assert.Empty(audio.Sources);
        Assert.Empty(audio.StreamIds);
        Assert.Empty(answer.Media[1].Candidates);
        Assert.Equal(MediaDirection.SendOnly, answer.Media[1].Direction);
    }

    [Fact]
    public void A_file_without_video_keeps_the_video_section()
    {
        MediaDescription video = Parse(Answer(Offers.Chromium, Both with { Video = null })).Media[1];
        Assert.Equal((31002, MediaDirection.Inactive, "1"), (video.Port, video.Direction, video.Mid));
        PayloadFormat format = Assert.Single(video.Formats);
        Assert.Equal("42001f", format.Parameters["profile-level-id"]);
        Assert.Equal(RtcpFeedback.None, format.Feedback);
        Assert.Empty(video.Sources);
    }

    [Fact]
    public void A_data_channel_is_rejected_and_leaves_the_group()
    {
        string offer = Offers.Chromium.Replace("BUNDLE 0 1", "BUNDLE 0 1 d", StringComparison.Ordinal)
            + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n";
        string answer = Answer(offer, Both);
        const string Rejected = "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:d\r\na=inactive\r\n";
        Assert.EndsWith(Rejected, answer, StringComparison.Ordinal);
        Assert.Contains("a=group:BUNDLE 0 1\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_channel_in_front_does_not_take_the_candidates_with_it()
    {
        string[] parts = Offers.Chromium.Split("m=", 2);
        string offer = parts[0].Replace("BUNDLE 0 1", "BUNDLE d 0 1", StringComparison.Ordinal)
            + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\nm=" + parts[1];
        SessionDescription answer = Parse(Answer(offer, Both));
        Assert.Equal(["0", "1"], answer.BundleGroup);
        Assert.Equal([0, 2, 0], answer.Media.Select(media => media.Candidates.Count));
    }

    [Fact]
    public void One_section_without_name_and_group_is_answered_likewise()
    {
        string answer = Answer(Offers.Chromium.Only("video").Without("a=group", "a=mid"), Both);
        Assert.DoesNotContain("BUNDLE", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("a=mid", answer, StringComparison.Ordinal);
        Assert.Equal(2, Parse(answer).Media[0].Candidates.Count);
    }

    [Fact]
    public void An_IPv6_only_server_says_so()
    {
        AnswerParameters parameters = Parameters with { Candidates = [Parameters.Candidates[0]] };
        string answer = Answer(Offers.Chromium, Both, parameters);
        Assert.Contains("m=video 31001 ", answer, StringComparison.Ordinal);
        Assert.Contains("c=IN IP6 2001:db8::1\r\n", answer, StringComparison.Ordinal);
    }

    private static string Answer(string text, MediaOffer ours, AnswerParameters? parameters = null)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        bool agreed = PlayNegotiation.TryNegotiate(offer, ours, out PlayAgreement? agreement, out NegotiationFailure failure);
        Assert.True(agreed, failure.ToString());
        return SdpAnswer.Build(agreement!, parameters ?? Parameters);
    }

    private static SessionDescription Parse(string text)
    {
        Assert.True(SessionDescription.TryParse(text, out SessionDescription? description, out SdpError error), error.ToString());
        return description;
    }
}
