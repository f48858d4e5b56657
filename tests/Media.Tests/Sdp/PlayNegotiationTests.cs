using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class PlayNegotiationTests
{
    private static readonly MediaOffer Both = new() { Video = H264ProfileLevelId.FromNumber(0x42E01F), HasAudio = true, IsStereo = true };

    [Theory]

    // Chromium 156 offers Baseline 102, Constrained Baseline 108, Main 116 and High 4:4:4 Predictive 41, but no High.
    [InlineData("42e01e", 108)]
    [InlineData("42001e", 102)]
    [InlineData("4d4028", 116)]
    [InlineData("640028", 116)]
    [InlineData("640c28", 116)]
    [InlineData("f40028", 41)]
    public void The_profile_nearest_the_files_is_chosen(string file, int payloadType)
    {
        AgreedStream video = Agree(Offers.Chromium, Both with { Video = Profile(file) }).Video!;
        Assert.Equal(payloadType, video.PayloadType);
        Assert.Equal((byte)(payloadType + 1), video.RetransmissionPayloadType);
    }

    [Theory]
    [InlineData("4d001f", "64001f,42e01f", "64001f")]
    [InlineData("4d001f", "42e01f,640c1f", "640c1f")]
    [InlineData("42e01f", "64001f,4d001f", "4d001f")]
    [InlineData("42e01f", "4d001f,42001f", "42001f")]
    [InlineData("42001f", "4d001f,42e01f", "42e01f")]
    [InlineData("64001f", "42e01f,4d001f", "4d001f")]
    [InlineData("64001f", "640c1f,64001f", "64001f")]
    [InlineData("64001f", "4d001f,640c1f", "640c1f")]
    [InlineData("64001f", "42e01f,42e034", "42e01f")]
    [InlineData("64001f", "f4001f,42001f", "42001f")]
    [InlineData("64001f", "f4001f", null)]
    [InlineData("6e001f", "64001f,4d001f", null)]
    public void Exact_is_best_then_the_smallest_above_then_the_highest_below(string file, string offered, string? expected)
    {
        string[] ids = offered.Split(',');
        string text = VideoOffer(ids.Select(id => $"H264/90000 packetization-mode=1;profile-level-id={id}"));
        if (expected is null)
        {
            Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(text, Both with { Video = Profile(file) }));
            return;
        }

        AgreedStream video = Agree(text, Both with { Video = Profile(file) }).Video!;
        Assert.Equal(expected, video.Format.Parameters["profile-level-id"]);
    }

    [Theory]
    [InlineData("H264/90000 packetization-mode=0;profile-level-id=42e01f")]
    [InlineData("H264/90000 profile-level-id=42e01f")]
    [InlineData("H264/48000 packetization-mode=1;profile-level-id=42e01f")]
    [InlineData("VP8/90000 max-fr=60")]
    public void Without_H264_that_can_carry_a_file_there_is_no_common_codec(string format) =>
        Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(VideoOffer([format]), Both));

    [Theory]
    [InlineData("VP8")]
    [InlineData("VP8", "H264")]
    [InlineData("H264", "VP8")]
    public void A_picture_in_VP8_is_sent_as_it_is(params string[] codecs)
    {
        AgreedStream video = Agree(VideoOffer(codecs.Select(CodecOf)), Both with { HasVp8 = true }).Video!;

        Assert.Equal("VP8", video.Format.Codec);
    }

    [Fact]
    public void Who_does_not_know_VP8_gets_H264_if_there_is_any()
    {
        string text = VideoOffer([CodecOf("H264")]);

        Assert.Equal("H264", Agree(text, Both with { HasVp8 = true }).Video!.Format.Codec);
        Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(text, Both with { HasVp8 = true, Video = null }));
    }

    [Fact]
    public void A_format_without_profile_is_Baseline()
    {
        AgreedStream video = Agree(VideoOffer(["H264/90000 packetization-mode=1"]), Both).Video!;
        Assert.Equal(H264ProfileLevelId.Default, H264FormatChoice.ProfileOf(video.Format));
    }

    [Fact]
    public void Retransmissions_of_a_removed_codec_are_not_taken_for_ours()
    {
        string stripped = Offers.Chromium.Replace("a=fmtp:109 apt=108", "a=fmtp:109 apt=96", StringComparison.Ordinal);
        Assert.Null(Agree(stripped, Both).Video!.RetransmissionPayloadType);
    }

    [Fact]
    public void Firefox_and_Safari_get_their_own_numbers()
    {
        PlayAgreement firefox = Agree(Offers.Firefox, Both with { Video = Profile("640028") });
        Assert.Equal([126, 127, 109], PayloadTypes(firefox));
        PlayAgreement safari = Agree(Offers.Safari, Both with { Video = Profile("640028") });
        Assert.Equal([96, 97, 111], PayloadTypes(safari));
    }

    [Fact]
    public void Only_the_header_extensions_asked_for_are_agreed()
    {
        AgreedStream video = Agree(Offers.Chromium, Both).Video!;
        Assert.Equal([new HeaderExtension(4, HeaderExtensionUri.Mid)], video.HeaderExtensions);

        MediaOffer more = Both with { HeaderExtensions = [HeaderExtensionUri.TransportWideCc, HeaderExtensionUri.AbsSendTime] };
        video = Agree(Offers.Chromium, more).Video!;
        Assert.Equal(3, video.ExtensionId(HeaderExtensionUri.TransportWideCc));
        Assert.Equal(2, video.ExtensionId(HeaderExtensionUri.AbsSendTime));
        Assert.Equal(0, video.ExtensionId(HeaderExtensionUri.Mid));
        Assert.Equal(0, video.ExtensionId(HeaderExtensionUri.TransportWideCc02));
    }

    [Fact]
    public void An_extension_beyond_the_one_byte_form_is_not_agreed()
    {
        string offer = Offers.Chromium.Replace("a=extmap:4 ", "a=extmap:15 ", StringComparison.Ordinal);
        Assert.Empty(Agree(offer, Both).Video!.HeaderExtensions);
    }

    [Fact]
    public void Only_the_feedback_asked_for_is_agreed_and_the_rest_is_shown()
    {
        AgreedStream video = Agree(Offers.Chromium, Both).Video!;
        Assert.Equal(RtcpFeedback.Nack | RtcpFeedback.NackPli | RtcpFeedback.CcmFir, video.Feedback);
        Assert.True(video.Format.Feedback.HasFlag(RtcpFeedback.TransportCc | RtcpFeedback.GoogRemb));

        MediaOffer more = Both with { Feedback = RtcpFeedback.TransportCc };
        Assert.Equal(RtcpFeedback.TransportCc, Agree(Offers.Chromium, more).Video!.Feedback);
        Assert.Equal(RtcpFeedback.TransportCc, Agree(Offers.Chromium, more).Audio!.Feedback);
        Assert.Equal(RtcpFeedback.None, Agree(Offers.Chromium.Without("a=rtcp-fb"), Both).Video!.Feedback);
    }

    [Fact]
    public void A_section_the_file_has_nothing_for_stays_as_inactive()
    {
        PlayAgreement audioOnly = Agree(Offers.Chromium, Both with { Video = null });
        Assert.Null(audioOnly.Video);
        Assert.Equal([SectionUse.SendOnly, SectionUse.Inactive], audioOnly.Sections.Select(section => section.Use));
        Assert.Equal(["0", "1"], audioOnly.BundleGroup);
        Assert.Equal(102, audioOnly.Sections[1].Format!.PayloadType);

        PlayAgreement videoOnly = Agree(Offers.Chromium, Both with { HasAudio = false });
        Assert.Null(videoOnly.Audio);
        Assert.Equal([SectionUse.Inactive, SectionUse.SendOnly], videoOnly.Sections.Select(section => section.Use));
        Assert.Equal(111, videoOnly.Sections[0].Format!.PayloadType);
    }

    [Fact]
    public void An_offer_for_sound_only_gets_the_sound_of_a_film()
    {
        PlayAgreement agreement = Agree(Offers.Chromium.Only("audio"), Both);
        Assert.Null(agreement.Video);
        Assert.Equal(111, agreement.Audio!.PayloadType);
        Assert.Equal(["0"], agreement.BundleGroup);
    }

    [Fact]
    public void A_peer_that_wants_nothing_the_file_has_is_refused()
    {
        Assert.Equal(NegotiationFailure.NothingToPlay, Refuse(Offers.Chromium.Only("audio"), Both with { HasAudio = false }));
        Assert.Equal(NegotiationFailure.NothingToPlay, Refuse(Offers.Chromium, new MediaOffer()));
        Assert.Equal(
            NegotiationFailure.NothingToPlay, Refuse(Offers.Chromium.Replace("a=recvonly", "a=sendonly", StringComparison.Ordinal), Both));
        Assert.Equal(
            NegotiationFailure.NothingToPlay, Refuse(Offers.Chromium.Replace("a=recvonly", "a=inactive", StringComparison.Ordinal), Both));
    }

    [Fact]
    public void A_peer_without_Opus_is_refused_rather_than_left_in_silence()
    {
        Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(Offers.Chromium.Without("a=rtpmap:111"), Both));
        string mono = Offers.Chromium.Replace("opus/48000/2", "opus/48000", StringComparison.Ordinal);
        Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(mono, Both));
        Assert.Null(Agree(Offers.Chromium.Without("a=rtpmap:111"), Both with { HasAudio = false }).Audio);
    }

    [Fact]
    public void An_offer_in_both_directions_is_one_to_receive_too() =>
        Assert.NotNull(Agree(Offers.Chromium.Without("a=recvonly"), Both).Video);

    [Fact]
    public void Further_sections_keep_their_place()
    {
        string audio = "m=" + Offers.Chromium.Split("m=")[1].Replace("a=mid:0", "a=mid:2", StringComparison.Ordinal);
        string data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:3\r\na=sctp-port:5000\r\n";
        string offer = Offers.Chromium.Replace("BUNDLE 0 1", "BUNDLE 0 1 2 3", StringComparison.Ordinal) + audio + data;

        PlayAgreement agreement = Agree(offer, Both);
        Assert.Equal(
            [SectionUse.SendOnly, SectionUse.SendOnly, SectionUse.Inactive, SectionUse.Rejected],
            agreement.Sections.Select(section => section.Use));
        Assert.Equal(["0", "1", "2"], agreement.BundleGroup);
    }

    [Fact]
    public void Of_two_video_sections_the_one_with_a_common_codec_is_used()
    {
        string vp8 = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:vp8\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n";
        string offer = Offers.Chromium.Replace("BUNDLE 0 1", "BUNDLE 0 vp8 1", StringComparison.Ordinal)
            .Replace("m=video", vp8 + "m=video", StringComparison.Ordinal);
        PlayAgreement agreement = Agree(offer, Both);
        Assert.Equal("1", agreement.Video!.Mid);
        Assert.Equal([SectionUse.SendOnly, SectionUse.Inactive, SectionUse.SendOnly], agreement.Sections.Select(section => section.Use));
    }

    private static H264ProfileLevelId Profile(string text) =>
        H264ProfileLevelId.TryParse(text, out H264ProfileLevelId value) ? value : throw new ArgumentException(text);

    private static string CodecOf(string name) => name == "VP8" ? "VP8/90000" : "H264/90000 packetization-mode=1;profile-level-id=42e01f";

    private static string VideoOffer(IEnumerable<string> formats)
    {
        string[] all = [.. formats];
        string numbers = string.Join(' ', Enumerable.Range(96, all.Length));
        string lines = string.Concat(all.Select((format, i) =>
            $"a=rtpmap:{96 + i} {format.Split(' ')[0]}\r\n" + (format.Contains(' ') ? $"a=fmtp:{96 + i} {format.Split(' ')[1]}\r\n" : "")));
        string[] video = Offers.Chromium.Only("video").Without("a=rtpmap", "a=fmtp", "a=rtcp-fb").Split("m=video ");
        string attributes = video[1][(video[1].IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return $"{video[0]}m=video 9 UDP/TLS/RTP/SAVPF {numbers}\r\n{attributes}{lines}";
    }

    private static byte[] PayloadTypes(PlayAgreement agreement) =>
        [agreement.Video!.PayloadType, agreement.Video.RetransmissionPayloadType!.Value, agreement.Audio!.PayloadType];

    private static PlayAgreement Agree(string text, MediaOffer ours)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        bool agreed = PlayNegotiation.TryNegotiate(offer, ours, out PlayAgreement? agreement, out NegotiationFailure failure);
        Assert.True(agreed, failure.ToString());
        return agreement!;
    }

    private static NegotiationFailure Refuse(string text, MediaOffer ours)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        Assert.False(PlayNegotiation.TryNegotiate(offer, ours, out PlayAgreement? agreement, out NegotiationFailure failure));
        Assert.Null(agreement);
        return failure;
    }
}
