using System.Security.Cryptography;
using Vod.Media.Bandwidth;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Engine;

/// <summary>Draws what in a session has to be random, and reads from what was agreed under which numbers it is sent.</summary>
internal static class StreamIdentity
{
    private const int CanonicalNameBytes = 12;

    /// <summary>ICE credentials.</summary>
    public static IceCredentials NewCredentials() => IceCredentials.FromRandom(RandomNumberGenerator.GetBytes(IceCredentials.RandomLength));

    /// <summary>An RTCP CNAME that tells nothing (RFC 7022).</summary>
    public static string NewCanonicalName() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(CanonicalNameBytes));

    /// <summary>An SSRC; 0 is avoided, as some receivers take it for "not set".</summary>
    public static Ssrc NewSsrc() => new(NewNumber() | 1);

    /// <summary>The number of a first packet: below 2^15, so that losing the first packets cannot make the receiver guess the rollover counter wrong (RFC 3711 section 3.3.1).</summary>
    public static SequenceNumber NewSequenceNumber() => new((ushort)(NewNumber() & 0x7FFF));

    /// <summary>Source of the variation of report intervals.</summary>
    public static Random NewRandom() => new(RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>A stream that is sent.</summary>
    public static RtpStream NewStream(AgreedStream stream, Ssrc ssrc) =>
        new(new PayloadType(stream.PayloadType), ssrc, NewSequenceNumber(), new RtpTimestamp(NewNumber()), ExtensionsOf(stream));

    /// <summary>How the browser tells, or is told, what its path carries.</summary>
    public static PathFeedback PathFeedbackOf(AgreedStream? stream) =>
        stream is null ? PathFeedback.ReceiverReports
        : stream.Feedback.HasFlag(RtcpFeedback.TransportCc) ? PathFeedback.TransportWide
        : stream.Feedback.HasFlag(RtcpFeedback.GoogRemb) ? PathFeedback.ReceiverEstimate : PathFeedback.ReceiverReports;

    private static RtpExtensionIds ExtensionsOf(AgreedStream stream) =>
        new(Mid: 0, stream.ExtensionId(HeaderExtensionUri.TransportWideCc), stream.ExtensionId(HeaderExtensionUri.AbsSendTime));

    private static uint NewNumber() => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
}
