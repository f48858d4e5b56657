using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class SessionDescriptionTests
{
    private const string Minimal = "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n";

    [Fact]
    public void The_offer_of_Chromium_is_read_completely()
    {
        SessionDescription description = Parse(Offers.Chromium);
        Assert.Equal(["0", "1"], description.BundleGroup);
        Assert.False(description.IsIceLite);
        Assert.Equal([MediaKind.Audio, MediaKind.Video], description.Media.Select(media => media.Kind));

        MediaDescription audio = description.Media[0];
        Assert.Equal("0", audio.Mid);
        Assert.Equal(9, audio.Port);
        Assert.Equal("UDP/TLS/RTP/SAVPF", audio.Protocol);
        Assert.Equal(MediaDirection.RecvOnly, audio.Direction);
        Assert.True(audio.HasRtcpMux);
        Assert.True(audio.HasRtcpReducedSize);
        Assert.Equal("A1mm", audio.IceUfrag);
        Assert.Equal("QdL5+KSBQPH4/LbF3EseG7tX", audio.IcePassword);
        Assert.Equal(SetupRole.ActPass, audio.Setup);
        Assert.StartsWith("sha-256 4E:CB:52:24:", audio.Fingerprint!.ToString(), StringComparison.Ordinal);
        Assert.Contains(new HeaderExtension(4, HeaderExtensionUri.Mid), audio.HeaderExtensions);
        PayloadFormat opus = audio.Formats[0];
        Assert.Equal((111, "opus", 48000u, 2u), (opus.PayloadType, opus.Codec, opus.ClockRate, opus.Channels));
        Assert.Equal("1", opus.Parameters["useinbandfec"]);
        Assert.Equal("", audio.Formats[1].Parameters["111/111"]);

        MediaDescription video = description.Media[1];
        Assert.Equal(34, video.Formats.Count);
        Assert.Equal(11, video.HeaderExtensions.Count);
        PayloadFormat h264 = video.Formats.Single(format => format.PayloadType == 108);
        Assert.True(h264.IsCodec("h264"));
        Assert.Equal("42e01f", h264.Parameters["Profile-Level-Id"]);
        Assert.Equal(1, h264.Parameters.GetNumber("packetization-mode", 0));
        Assert.All(Enum.GetValues<RtcpFeedback>(), feedback => Assert.True(h264.Feedback.HasFlag(feedback)));
        Assert.Equal(109, video.FindRetransmission(108)!.PayloadType);
    }

    [Fact]
    public void Sections_inherit_from_the_session_level()
    {
        SessionDescription description = Parse(
            Minimal + "a=ice-ufrag:sess\na=ice-pwd:sessionsessionsession12\na=setup:active\na=recvonly\na=ice-lite\n" +
            "a=fingerprint:SHA-256 " + Hex(32) + "\n" +
            "m=audio 9 UDP/TLS/RTP/SAVPF 0\n" +
            "m=video 9 UDP/TLS/RTP/SAVPF 96\na=ice-ufrag:media\na=sendonly\na=setup:actpass\na=fingerprint:sha-512 " + Hex(64) + "\n");

        Assert.True(description.IsIceLite);
        MediaDescription audio = description.Media[0];
        Assert.Equal(("sess", "sessionsessionsession12"), (audio.IceUfrag, audio.IcePassword));
        Assert.Equal((SetupRole.Active, MediaDirection.RecvOnly), (audio.Setup!.Value, audio.Direction));
        Assert.Equal(FingerprintHash.Sha256, audio.Fingerprint!.Algorithm);
        Assert.False(audio.HasRtcpMux);

        // A section with a fragment of its own does not mix it with the password of the session.
        MediaDescription video = description.Media[1];
        Assert.Equal(("media", null), (video.IceUfrag, video.IcePassword));
        Assert.Equal((SetupRole.ActPass, MediaDirection.SendOnly), (video.Setup!.Value, video.Direction));
        Assert.Equal(FingerprintHash.Sha512, video.Fingerprint!.Algorithm);
    }

    [Fact]
    public void Sources_groups_streams_and_candidates_are_read()
    {
        MediaDescription media = Parse(
            Minimal + "m=video 9 UDP/TLS/RTP/SAVPF 96\na=msid:stream track\na=ssrc-group:FID 11 12\na=ssrc:11 msid:stream track\n" +
            "a=ssrc:11 cname:abc\na=ssrc:12 cname:abc\na=ssrc:x cname:abc\n" +
            "a=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host\na=end-of-candidates\n").Media[0];

        Assert.Equal([new MediaStreamId("stream", "track")], media.StreamIds);
        Assert.Equal([new SsrcSource(11, "abc"), new SsrcSource(12, "abc")], media.Sources);
        Assert.Equal("FID", media.SsrcGroups[0].Semantics);
        Assert.Equal([11u, 12u], media.SsrcGroups[0].Ssrcs);
        Assert.Equal(["candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host"], media.Candidates);
        Assert.True(media.HasEndOfCandidates);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r\r\n")]
    [InlineData("\n\n\r\n")]
    [InlineData("  \n")]
    public void Any_line_end_is_accepted(string lineEnd)
    {
        SessionDescription description = Parse(Offers.Chromium.Replace("\r\n", lineEnd, StringComparison.Ordinal));
        MediaDescription video = description.Media[1];
        Assert.Equal("1", video.Mid);
        Assert.Equal("42e01f", video.Formats.Single(format => format.PayloadType == 108).Parameters["profile-level-id"]);
    }

    [Fact]
    public void The_last_line_end_may_be_missing()
    {
        MediaDescription video = Parse(Offers.Chromium.TrimEnd()).Media[1];
        Assert.Equal("10000000", video.Formats[^1].Parameters["repair-window"]);
    }

    [Fact]
    public void A_stray_CR_inside_a_line_separates_like_a_space()
    {
        // What the WebSDK makes of a fmtp line when it appends a bitrate behind the CR.
        string text = Offers.Chromium.Replace(
            "profile-level-id=42e01f\r\n", "profile-level-id=42e01f\r; x-google-min-bitrate=500\r\n", StringComparison.Ordinal);
        PayloadFormat format = Parse(text).Media[1].Formats.Single(format => format.PayloadType == 108);
        Assert.Equal("42e01f", format.Parameters["profile-level-id"]);
        Assert.Equal("500", format.Parameters["x-google-min-bitrate"]);
    }

    [Fact]
    public void Several_fmtp_lines_of_a_format_add_up()
    {
        MediaDescription media = Parse(
            Minimal + "m=audio 9 UDP/TLS/RTP/SAVPF 111\na=rtpmap:111 opus/48000/2\n" +
            "a=fmtp:111 minptime=10;stereo=0\na=fmtp:111 stereo=1;\n").Media[0];
        Assert.Equal("10", media.Formats[0].Parameters["minptime"]);
        Assert.Equal("1", media.Formats[0].Parameters["stereo"]);
    }

    [Fact]
    public void Attributes_of_removed_payload_types_are_passed_over()
    {
        MediaDescription media = Parse(
            Minimal + "m=video 9 UDP/TLS/RTP/SAVPF 102 97 102\na=rtpmap:96 VP8/90000\na=rtcp-fb:96 nack\na=fmtp:96 x=1\n" +
            "a=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=rtpmap:102 H264/90000\na=rtcp-fb:* nack pli\n").Media[0];
        Assert.Equal([102, 97], media.Formats.Select(format => (int)format.PayloadType));
        Assert.Null(media.FindRetransmission(102));
        Assert.Equal(RtcpFeedback.NackPli, media.Formats[0].Feedback);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=1\n")]
    [InlineData("hello")]
    [InlineData("{\"type\":\"offer\"}")]
    [InlineData("o=- 1 1 IN IP4 0.0.0.0\nv=0\n")]
    [InlineData("v=0\nm=audio\n")]
    [InlineData("v=0\nm=audio 9 UDP/TLS/RTP/SAVPF\n")]
    [InlineData("v=0\nm=audio 65536 UDP/TLS/RTP/SAVPF 0\n")]
    [InlineData("v=0\nm=audio -1 UDP/TLS/RTP/SAVPF 0\n")]
    [InlineData("v=0\nm=audio x UDP/TLS/RTP/SAVPF 0\n")]
    [InlineData("v=0\nm=aud\u00EFo 9 UDP/TLS/RTP/SAVPF 0\n")]
    public void What_is_no_SDP_is_refused(string text)
    {
        Assert.False(SessionDescription.TryParse(text, out _, out SdpError error));
        Assert.Equal(SdpError.NotSdp, error);
    }

    [Fact]
    public void Two_sections_of_one_name_are_refused()
    {
        Assert.False(SessionDescription.TryParse(
            Minimal + "m=audio 9 UDP/TLS/RTP/SAVPF 0\na=mid:0\nm=video 9 UDP/TLS/RTP/SAVPF 96\na=mid:0\n", out _, out SdpError error));
        Assert.Equal(SdpError.DuplicateMid, error);
    }

    internal static string Hex(int bytes) => string.Join(':', Enumerable.Range(0, bytes).Select(i => $"{i:x2}"));

    private static SessionDescription Parse(string text)
    {
        Assert.True(SessionDescription.TryParse(text, out SessionDescription? description, out SdpError error), error.ToString());
        return description;
    }
}
