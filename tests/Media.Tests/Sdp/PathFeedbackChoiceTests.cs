using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class PathFeedbackChoiceTests
{
    private const RtcpFeedback OfPath = RtcpFeedback.TransportCc | RtcpFeedback.GoogRemb;

    private static readonly MediaOffer Film = new()
    {
        Video = new H264ProfileLevelId(77, 0, 40),
        HasAudio = true,
        HeaderExtensions = [],
        MeasuresPath = true,
    };

    [Fact]
    public void Chromium_reports_on_every_packet_of_sound_and_picture()
    {
        PlayAgreement agreement = Agree(Offers.Chromium);

        Assert.Equal((RtcpFeedback.TransportCc, RtcpFeedback.TransportCc), FeedbackOf(agreement));
        Assert.Equal([HeaderExtensionUri.TransportWideCc], UrisOf(agreement.Video));
        Assert.Equal([HeaderExtensionUri.TransportWideCc], UrisOf(agreement.Audio));
    }

    [Fact]
    public void Without_transport_cc_the_receiver_estimates()
    {
        PlayAgreement agreement = Agree(WithoutFeedback("transport-cc"));

        Assert.Equal((RtcpFeedback.GoogRemb, RtcpFeedback.None), FeedbackOf(agreement));
        Assert.Equal([HeaderExtensionUri.AbsSendTime], UrisOf(agreement.Video));
        Assert.Equal([HeaderExtensionUri.AbsSendTime], UrisOf(agreement.Audio));
    }

    [Fact]
    public void Feedback_without_its_header_extension_is_not_agreed_on()
    {
        string offer = Offers.Chromium.Replace(HeaderExtensionUri.TransportWideCc, "urn:another", StringComparison.Ordinal);

        Assert.Equal((RtcpFeedback.GoogRemb, RtcpFeedback.None), FeedbackOf(Agree(offer)));
    }

    [Fact]
    public void An_extension_beyond_the_one_byte_form_does_not_count()
    {
        string offer = Offers.Chromium.Replace("a=extmap:3 ", "a=extmap:15 ", StringComparison.Ordinal);

        Assert.Equal((RtcpFeedback.GoogRemb, RtcpFeedback.None), FeedbackOf(Agree(offer)));
    }

    [Fact]
    public void Without_retransmission_stream_no_packet_carries_what_its_repetition_could_not()
    {
        PlayAgreement agreement = Agree(Offers.Chromium.Replace("rtx/90000", "another/90000", StringComparison.Ordinal));

        Assert.Null(agreement.Video!.RetransmissionPayloadType);
        Assert.Equal((RtcpFeedback.GoogRemb, RtcpFeedback.None), FeedbackOf(agreement));
        Assert.Empty(UrisOf(agreement.Video));
        Assert.Empty(UrisOf(agreement.Audio));
    }

    [Fact]
    public void Sound_alone_is_reported_on_too() =>
        Assert.Equal(RtcpFeedback.TransportCc, Agree(Offers.Chromium.Only("audio")).Audio!.Feedback & OfPath);

    [Fact]
    public void Nothing_is_agreed_on_that_is_not_offered()
    {
        PlayAgreement agreement = Agree(Offers.Chromium.Without("a=rtcp-fb"));

        Assert.Equal((RtcpFeedback.None, RtcpFeedback.None), FeedbackOf(agreement));
        Assert.Empty(UrisOf(agreement.Video));
    }

    [Fact]
    public void Firefox_and_Safari_report_on_the_packets_of_the_picture()
    {
        Assert.Equal(RtcpFeedback.TransportCc, FeedbackOf(Agree(Offers.Firefox)).Video);
        Assert.Equal(RtcpFeedback.TransportCc, FeedbackOf(Agree(Offers.Safari)).Video);
    }

    private static string WithoutFeedback(string name) => string.Concat(
        Offers.Chromium.Split("\r\n").Where(line => !(line.StartsWith("a=rtcp-fb", StringComparison.Ordinal) && line.EndsWith(name, StringComparison.Ordinal)) && line.Length > 0)
            .Select(line => line + "\r\n"));

    private static (RtcpFeedback Video, RtcpFeedback Audio) FeedbackOf(PlayAgreement agreement) =>
        (agreement.Video!.Feedback & OfPath, agreement.Audio!.Feedback & OfPath);

    private static string[] UrisOf(AgreedStream? stream) => [.. stream!.HeaderExtensions.Select(extension => extension.Uri)];

    private static PlayAgreement Agree(string text)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out _));
        Assert.True(PlayNegotiation.TryNegotiate(offer, Film, out PlayAgreement? agreement, out NegotiationFailure failure), failure.ToString());
        return agreement;
    }
}
