using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

public sealed class WcsStatusMapTests
{
    // STREAM_STATUS_INFO of @flashphoner/websdk 2.0.276, src/constants.js. Apps compare with these.
    private static readonly string[] SdkTexts =
    [
        "Failed by ICE error", "Failed by ICE timeout", "Failed by ICE keep alive", "Failed by DTLS fingerprint error", "Failed by DTLS error",
        "Failed by HLS writer error", "Failed by RTMP writer error", "Failed by RTP activity", "Stopped by session disconnect", "Stopped by rest /terminate",
        "Stopped by publisher stop", "Stopped by user", "Failed by error", "Failed to add stream to proxy", "Distributor stopped",
        "Publish stream is not ready", "Stream not found", "Stream name is already in use", "MediaSessionId is null", "MediaSessionId is already in use",
        "Session not ready", "Session does not exist", "Rtsp has wrong format", "File has wrong format", "Failed to connect to rtsp stream",
        "Rtsp stream not found", "RtspAgent shutdown", "Stream failed", "No common codecs", "Bad URI", "Got exception while streaming file",
        "Requested stream shutdown", "Failed to read file", "File not found", "Failed to connect to origin stream", "CDN stream not found",
        "Failed to get agent storage", "Agent servicing origin stream is shutting down", "Terminated by keep-alive",
        "Transcoding required, but disabled", "Restricted access", "No available transcoders",
    ];

    public static TheoryData<StreamEndReason> Reasons => [.. Enum.GetValues<StreamEndReason>()];

    public static TheoryData<SubscribeOutcome> Refusals => [.. Enum.GetValues<SubscribeOutcome>().Where(o => o != SubscribeOutcome.Accepted)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_end_has_a_terminal_status_and_a_text_of_the_SDK(StreamEndReason reason)
    {
        WcsStatus status = WcsStatusMap.For(reason);
        Assert.Contains(status.Name, new[] { "STOPPED", "FAILED" });
        Assert.Contains(status.Info, SdkTexts);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Every_refusal_fails_with_a_text_of_the_SDK(SubscribeOutcome refusal)
    {
        WcsStatus status = WcsStatusMap.For(refusal);
        Assert.Equal("FAILED", status.Name);
        Assert.Contains(status.Info, SdkTexts);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_end_of_a_publisher_has_a_terminal_status_and_the_same_text(StreamEndReason reason)
    {
        WcsStatus status = WcsStatusMap.ForPublisher(reason);
        Assert.Equal(WcsStatusMap.For(reason).Name == "FAILED" ? "FAILED" : "UNPUBLISHED", status.Name);
        Assert.Equal(WcsStatusMap.For(reason).Info, status.Info);
    }

    [Theory]
    [InlineData(PublishOutcome.NameTaken, "Stream name is already in use")]
    [InlineData(PublishOutcome.BadName, "Bad URI")]
    [InlineData(PublishOutcome.DuplicatePublisher, "MediaSessionId is already in use")]
    [InlineData(PublishOutcome.NoCapacity, "No available transcoders")]
    public void A_refused_publisher_is_told_exactly(PublishOutcome refusal, string info) =>
        Assert.Equal(new WcsStatus("FAILED", info), WcsStatusMap.For(refusal));

    [Fact]
    public void No_refusal_of_a_publisher_is_left_out() =>
        Assert.All(Enum.GetValues<PublishOutcome>().Except([PublishOutcome.Accepted]), refusal => Assert.Equal("FAILED", WcsStatusMap.For(refusal).Name));

    [Theory]
    [InlineData(StreamEndReason.StoppedByPublisher, "STOPPED", "Stopped by publisher stop")]
    [InlineData(StreamEndReason.RtpActivityLost, "FAILED", "Failed by RTP activity")]
    [InlineData(StreamEndReason.EndOfFile, "STOPPED", "Stopped by publisher stop")]
    [InlineData(StreamEndReason.ClosedByViewer, "STOPPED", "Stopped by user")]
    [InlineData(StreamEndReason.Terminated, "STOPPED", "Stopped by rest /terminate")]
    [InlineData(StreamEndReason.FileNotFound, "FAILED", "File not found")]
    [InlineData(StreamEndReason.WrongFormat, "FAILED", "File has wrong format")]
    [InlineData(StreamEndReason.TranscodingDisabled, "FAILED", "Transcoding required, but disabled")]
    [InlineData(StreamEndReason.ReadFailed, "FAILED", "Failed to read file")]
    [InlineData(StreamEndReason.ReadFailedWhilePlaying, "FAILED", "Got exception while streaming file")]
    [InlineData(StreamEndReason.AccessDenied, "FAILED", "Restricted access")]
    [InlineData(StreamEndReason.NoCommonCodec, "FAILED", "No common codecs")]
    [InlineData(StreamEndReason.IceTimeout, "FAILED", "Failed by ICE timeout")]
    [InlineData(StreamEndReason.ConsentExpired, "FAILED", "Failed by ICE keep alive")]
    [InlineData(StreamEndReason.DtlsFailed, "FAILED", "Failed by DTLS error")]
    [InlineData(StreamEndReason.FingerprintMismatch, "FAILED", "Failed by DTLS fingerprint error")]
    public void What_clients_act_on_is_told_exactly(StreamEndReason reason, string name, string info) =>
        Assert.Equal(new WcsStatus(name, info), WcsStatusMap.For(reason));
}
