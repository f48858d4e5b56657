using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class PublishNegotiationTests
{
    private static readonly string Chromium = Offers.Chromium.ToSend();
    private static readonly string Firefox = Offers.Firefox.ToSend();
    private static readonly string Safari = Offers.Safari.ToSend();

    [Fact]
    public void Each_browser_is_asked_for_Constrained_Baseline_in_mode_1_with_retransmissions()
    {
        Assert.Equal([108, 109, 111], PayloadTypes(Agree(Chromium)));
        Assert.Equal([126, 127, 109], PayloadTypes(Agree(Firefox)));
        Assert.Equal([98, 99, 111], PayloadTypes(Agree(Safari)));
    }

    [Theory]
    [InlineData("42e01f/0,42001f/1", "42001f/1")]
    [InlineData("42001f/1,42e01f/1", "42e01f/1")]
    [InlineData("4d001f/1,42001f/1", "42001f/1")]
    [InlineData("64001f/1,4d001f/1", "4d001f/1")]
    [InlineData("64001f/1,640c1f/1", "640c1f/1")]
    [InlineData("42e01f/1,42e034/1", "42e01f/1")]
    [InlineData("4d001f/0,42e01f/0", "42e01f/0")]
    [InlineData("f4001f/1,64001f/0", "64001f/0")]
    public void Mode_1_counts_most_then_the_simplest_profile_then_the_order(string offered, string expected)
    {
        PayloadFormat format = Agree(Offer(offered.Split(',').Select(FormatOf))).Video!.Format;

        Assert.Equal(FormatOf(expected), $"H264/90000 packetization-mode={format.Parameters["packetization-mode"]};profile-level-id={format.Parameters["profile-level-id"]}");
    }

    [Fact]
    public void VP8_is_taken_only_where_there_is_no_H264()
    {
        Assert.Equal("H264", Agree(Offer(["VP8/90000", "H264/90000 packetization-mode=1;profile-level-id=64001f"])).Video!.Format.Codec);
        Assert.Equal("VP8", Agree(Offer(["VP9/90000", "VP8/90000", "AV1/90000"])).Video!.Format.Codec);
        Assert.Equal("VP8", Agree(Offer(["H264/90000 packetization-mode=1;profile-level-id=f4001f", "VP8/90000"])).Video!.Format.Codec);
        Assert.Equal("VP8", Agree(Offer(["H264/90000 packetization-mode=2;profile-level-id=42e01f", "VP8/90000"])).Video!.Format.Codec);
    }

    [Fact]
    public void A_page_that_has_removed_a_codec_leaves_retransmissions_behind_that_belong_to_nothing()
    {
        // What the WebSDK's stripCodecs does to an offer: the payload type goes, the "apt" that names it stays.
        string stripped = Chromium.Replace(" 96 97 98 99 ", " 97 99 ", StringComparison.Ordinal)
            .Without("a=rtpmap:96", "a=rtcp-fb:96", "a=rtpmap:98", "a=rtcp-fb:98", "a=fmtp:98").ReplaceLineEndings("\n");

        Assert.Equal([108, 109, 111], PayloadTypes(Agree(stripped)));
    }

    [Fact]
    public void Repair_and_transport_wide_feedback_are_agreed_on_and_no_send_times()
    {
        PublishAgreement agreement = Agree(Chromium);

        Assert.Equal(RtcpFeedback.Nack | RtcpFeedback.NackPli | RtcpFeedback.TransportCc, agreement.Video!.Feedback);
        Assert.Equal(RtcpFeedback.TransportCc, agreement.Audio!.Feedback);
        Assert.All([agreement.Video, agreement.Audio], stream =>
        {
            Assert.Equal(4, stream.ExtensionId(HeaderExtensionUri.Mid));
            Assert.Equal(3, stream.ExtensionId(HeaderExtensionUri.TransportWideCc));
            Assert.Equal(2, stream.HeaderExtensions.Count);
        });
    }

    [Fact]
    public void Send_times_and_REMB_come_where_there_is_nothing_better()
    {
        PublishAgreement agreement = Agree(Chromium.Without("a=extmap:3"));

        Assert.Equal(RtcpFeedback.Nack | RtcpFeedback.NackPli | RtcpFeedback.GoogRemb, agreement.Video!.Feedback);
        Assert.Equal(2, agreement.Video.ExtensionId(HeaderExtensionUri.AbsSendTime));
    }

    [Fact]
    public void Arrivals_are_told_of_without_retransmissions_too() =>
        Assert.True(Agree(Chromium.Without("a=fmtp:109")).Video!.Feedback.HasFlag(RtcpFeedback.TransportCc));

    [Theory]
    [InlineData("minptime=10;useinbandfec=1", false)]
    [InlineData("minptime=10;stereo=1;sprop-stereo=1;useinbandfec=1", true)]
    [InlineData("sprop-stereo=1", true)]
    [InlineData("stereo=0;sprop-stereo=0", false)]
    public void Sound_is_stereo_where_the_offer_says_so(string parameters, bool isStereo) =>
        Assert.Equal(isStereo, Agree(Chromium.Replace("minptime=10;useinbandfec=1", parameters, StringComparison.Ordinal)).IsStereo);

    [Fact]
    public void Only_what_is_sent_is_received()
    {
        PublishAgreement soundOnly = Agree(Chromium.Only("audio"));
        Assert.Null(soundOnly.Video);
        Assert.Equal([SectionUse.ReceiveOnly], soundOnly.Sections.Select(section => section.Use));

        string[] parts = Chromium.Split("m=video");
        PublishAgreement pictureOnly = Agree(parts[0].Replace("a=sendonly", "a=recvonly", StringComparison.Ordinal) + "m=video" + parts[1]);
        Assert.Null(pictureOnly.Audio);
        Assert.Equal([SectionUse.Inactive, SectionUse.ReceiveOnly], pictureOnly.Sections.Select(section => section.Use));
    }

    [Fact]
    public void What_cannot_be_taken_is_refused()
    {
        Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(Offer(["VP9/90000", "AV1/90000"])));
        Assert.Equal(NegotiationFailure.NoCommonCodec, Refuse(Chromium.Without("a=rtpmap:111")));
        Assert.Equal(NegotiationFailure.NothingToPublish, Refuse(Offers.Chromium));
    }

    private static string FormatOf(string text) => $"H264/90000 packetization-mode={text.Split('/')[1]};profile-level-id={text.Split('/')[0]}";

    // A picture of Chromium's with formats of its own.
    private static string Offer(IEnumerable<string> formats)
    {
        string[] all = [.. formats];
        string lines = string.Concat(all.Select((format, i) =>
            $"a=rtpmap:{96 + i} {format.Split(' ')[0]}\r\n" + (format.Contains(' ') ? $"a=fmtp:{96 + i} {format.Split(' ')[1]}\r\n" : "")));
        string[] video = Chromium.Only("video").Without("a=rtpmap", "a=fmtp", "a=rtcp-fb").Split("m=video ");
        string attributes = video[1][(video[1].IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return $"{video[0]}m=video 9 UDP/TLS/RTP/SAVPF {string.Join(' ', Enumerable.Range(96, all.Length))}\r\n{attributes}{lines}";
    }

    private static int[] PayloadTypes(PublishAgreement agreement) =>
        [agreement.Video!.PayloadType, agreement.Video.RetransmissionPayloadType!.Value, agreement.Audio!.PayloadType];

    private static PublishAgreement Agree(string text)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        Assert.True(PublishNegotiation.TryNegotiate(offer, out PublishAgreement? agreement, out NegotiationFailure failure), failure.ToString());
        return agreement;
    }

    private static NegotiationFailure Refuse(string text)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        Assert.False(PublishNegotiation.TryNegotiate(offer, out PublishAgreement? agreement, out NegotiationFailure failure));
        Assert.Null(agreement);
        return failure;
    }
}
