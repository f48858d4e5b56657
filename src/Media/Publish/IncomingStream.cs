using System.Text;
using Vod.Media.Rtp;
using Vod.Media.Sdp;

namespace Vod.Media.Publish;

/// <summary>What was agreed about a stream that is received. Its SSRC is not part of that: the first one with the payload type is taken.</summary>
/// <param name="PayloadType">Of its packets.</param>
internal sealed record IncomingStream(PayloadType PayloadType)
{
    /// <summary>Payload type of retransmissions (RFC 4588); null when they come in the stream itself.</summary>
    public PayloadType? RetransmissionPayloadType { get; init; }

    /// <summary>Whether lost packets are asked for (RFC 4585 section 6.2.1).</summary>
    public bool HasNack { get; init; }

    /// <summary>Whether a key frame can be asked for (RFC 4585 section 6.3.1).</summary>
    public bool HasPictureLossIndication { get; init; }

    /// <summary>The name of its section in ASCII; empty without one.</summary>
    public byte[] Mid { get; init; } = [];

    /// <summary>Ids of the header extensions that are read.</summary>
    public RtpExtensionIds Extensions { get; init; }

    /// <summary>Takes over what was agreed on.</summary>
    public static IncomingStream Of(AgreedStream agreed) => new(new PayloadType(agreed.PayloadType))
    {
        RetransmissionPayloadType = agreed.RetransmissionPayloadType is { } retransmission ? new PayloadType(retransmission) : null,
        HasNack = agreed.Feedback.HasFlag(RtcpFeedback.Nack),
        HasPictureLossIndication = agreed.Feedback.HasFlag(RtcpFeedback.NackPli),
        Mid = Encoding.ASCII.GetBytes(agreed.Mid ?? ""),
        Extensions = new(
            agreed.ExtensionId(HeaderExtensionUri.Mid), agreed.ExtensionId(HeaderExtensionUri.TransportWideCc), agreed.ExtensionId(HeaderExtensionUri.AbsSendTime)),
    };
}
