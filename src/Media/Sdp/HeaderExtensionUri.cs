namespace Vod.Media.Sdp;

/// <summary>Names of the header extensions this server can write.</summary>
internal static class HeaderExtensionUri
{
    /// <summary>The mid of the media section (RFC 9143 section 15).</summary>
    public const string Mid = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// <summary>24-bit send time, for the estimator behind goog-remb.</summary>
    public const string AbsSendTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    /// <summary>Sequence number over all streams of a transport, for transport-cc; the one Chromium, Firefox and Safari offer.</summary>
    public const string TransportWideCc = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    /// <summary>Its second version, in which the sender asks for each report.</summary>
    public const string TransportWideCc02 = "http://www.webrtc.org/experiments/rtp-hdrext/transport-wide-cc-02";
}
