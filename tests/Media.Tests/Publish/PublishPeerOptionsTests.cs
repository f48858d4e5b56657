using Vod.Media.Bandwidth;
using Vod.Media.Publish;
using Vod.Media.Rtp;
using Vod.Media.Sdp;
using Vod.Media.Tests.Sdp;

namespace Vod.Media.Tests.Publish;

public sealed class PublishPeerOptionsTests
{
    [Fact]
    public void What_was_agreed_on_with_Chromium_is_what_is_received()
    {
        PublishPeerOptions options = Options(Offers.Chromium.ToSend());

        Assert.Equal((new PayloadType(108), new PayloadType(109)), (options.Video!.PayloadType, options.Video.RetransmissionPayloadType!.Value));
        Assert.True(options.Video.HasNack && options.Video.HasPictureLossIndication);
        Assert.Equal(new RtpExtensionIds(4, 3, 0), options.Video.Extensions);
        Assert.Equal("1"u8.ToArray(), options.Video.Mid);
        Assert.Equal(PublishedCodec.H264, options.Codec);
        Assert.Equal(new PayloadType(111), options.Audio!.PayloadType);
        Assert.False(options.Audio.HasNack);
        Assert.Null(options.Audio.RetransmissionPayloadType);
        Assert.Equal((PathFeedback.TransportWide, true), (options.PathFeedback, options.HasReducedSizeReports));
        Assert.Equal(TimeSpan.FromSeconds(60), options.MaxSilence);
    }

    [Fact]
    public void What_was_not_offered_is_not_used()
    {
        string offer = Offers.Chromium.ToSend().Without("a=extmap:3", "a=rtcp-rsize", "a=fmtp:97", "a=rtcp-fb:96 nack").Replace("H264/90000", "H265/90000", StringComparison.Ordinal);
        PublishPeerOptions options = Options(offer);

        Assert.Equal(PublishedCodec.Vp8, options.Codec);
        Assert.Null(options.Video!.RetransmissionPayloadType);
        Assert.False(options.Video.HasNack || options.Video.HasPictureLossIndication);
        Assert.Equal((PathFeedback.ReceiverEstimate, false), (options.PathFeedback, options.HasReducedSizeReports));
    }

    [Fact]
    public void Reports_are_whole_as_soon_as_one_section_wants_them_so() => Assert.False(Options(Offers.Firefox.ToSend()).HasReducedSizeReports);

    private static PublishPeerOptions Options(string text)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        Assert.True(PublishNegotiation.TryNegotiate(offer, out PublishAgreement? agreement, out NegotiationFailure failure), failure.ToString());
        return PublishPeerOptions.Of(agreement, new Ssrc(1), "name"u8.ToArray(), new Random(1));
    }
}
