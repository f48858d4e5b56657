using System.Collections.Frozen;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// How outcomes of our streams are told to WCS clients. The texts are the SDK's STREAM_STATUS_INFO constants, letter by letter. Where the SDK has no text for a
/// case, the nearest is taken and the line says why.
/// </summary>
internal static class WcsStatusMap
{
    private static readonly FrozenDictionary<StreamEndReason, WcsStatus> Ends = new Dictionary<StreamEndReason, WcsStatus>
    {
        // For a viewer the file is the publisher, and it has nothing more to send.
        [StreamEndReason.EndOfFile] = WcsStatus.Stopped("Stopped by publisher stop"),
        [StreamEndReason.ClosedByViewer] = WcsStatus.StoppedByUser,
        // The peer connection is closed by the page, so by the user.
        [StreamEndReason.ClosedByPeer] = WcsStatus.StoppedByUser,
        [StreamEndReason.Terminated] = WcsStatus.Stopped("Stopped by rest /terminate"),
        // Nobody watches then; one who is just leaving may hear it.
        [StreamEndReason.Unwatched] = WcsStatus.Stopped("Requested stream shutdown"),
        // Ordinary for the node, but the viewer has not seen the end: FAILED makes apps try again, and another node takes them.
        [StreamEndReason.Orphaned] = WcsStatus.Failed("Session does not exist"),
        [StreamEndReason.NodeStopping] = WcsStatus.Failed("Agent servicing origin stream is shutting down"),
        [StreamEndReason.FileNotFound] = WcsStatus.Failed("File not found"),
        [StreamEndReason.WrongFormat] = WcsStatus.Failed("File has wrong format"),
        [StreamEndReason.TranscodingDisabled] = WcsStatus.Failed("Transcoding required, but disabled"),
        [StreamEndReason.ReadFailed] = WcsStatus.Failed("Failed to read file"),
        [StreamEndReason.ReadFailedWhilePlaying] = WcsStatus.Failed("Got exception while streaming file"),
        [StreamEndReason.BadUri] = WcsStatus.BadUri,
        [StreamEndReason.AccessDenied] = WcsStatus.RestrictedAccess,
        // An offer without ICE credentials, a fingerprint or any SDP at all; no text of the SDK says so.
        [StreamEndReason.BadOffer] = WcsStatus.Failed("Failed by error"),
        [StreamEndReason.NoCommonCodec] = WcsStatus.NoCommonCodecs,
        // The SDK's only text for "no room left", and told apart from defects: an app may try later.
        [StreamEndReason.NoCapacity] = WcsStatus.Failed("No available transcoders"),
        [StreamEndReason.IceTimeout] = WcsStatus.Failed("Failed by ICE timeout"),
        [StreamEndReason.ConsentExpired] = WcsStatus.Failed("Failed by ICE keep alive"),
        [StreamEndReason.DtlsFailed] = WcsStatus.Failed("Failed by DTLS error"),
        [StreamEndReason.FingerprintMismatch] = WcsStatus.Failed("Failed by DTLS fingerprint error"),
        // Found by the silence of the node.
        [StreamEndReason.NodeLost] = WcsStatus.Failed("Terminated by keep-alive"),
        [StreamEndReason.InternalError] = WcsStatus.Failed("Failed by error"),
        [StreamEndReason.StoppedByPublisher] = WcsStatus.Stopped("Stopped by publisher stop"),
        [StreamEndReason.RtpActivityLost] = WcsStatus.Failed("Failed by RTP activity"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<SubscribeOutcome, WcsStatus> Refusals = new Dictionary<SubscribeOutcome, WcsStatus>
    {
        [SubscribeOutcome.DuplicateViewer] = WcsStatus.DuplicateMediaSessionId,
        [SubscribeOutcome.BadUri] = WcsStatus.BadUri,
        [SubscribeOutcome.NoSuchStream] = WcsStatus.StreamNotFound,
        [SubscribeOutcome.PersonalStreamTaken] = WcsStatus.NameTaken,
        [SubscribeOutcome.NoCapacity] = Ends[StreamEndReason.NoCapacity],
        [SubscribeOutcome.NotReady] = WcsStatus.PublishStreamNotReady,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<PublishOutcome, WcsStatus> PublishRefusals = new Dictionary<PublishOutcome, WcsStatus>
    {
        [PublishOutcome.DuplicatePublisher] = WcsStatus.DuplicateMediaSessionId,
        [PublishOutcome.BadName] = WcsStatus.BadUri,
        [PublishOutcome.NameTaken] = WcsStatus.NameTaken,
        [PublishOutcome.NoCapacity] = Ends[StreamEndReason.NoCapacity],
    }.ToFrozenDictionary();

    /// <summary>How the end of a stream is told to who plays it.</summary>
    public static WcsStatus For(StreamEndReason reason) => Ends[reason];

    /// <summary>How the end of a stream is told to who publishes it.</summary>
    public static WcsStatus ForPublisher(StreamEndReason reason) =>
        Ends[reason] is { Name: not WcsStatus.FailedStatus } end ? WcsStatus.Unpublished(end.Info!) : Ends[reason];

    /// <summary>How a refused subscription is told.</summary>
    public static WcsStatus For(SubscribeOutcome refusal) => Refusals[refusal];

    /// <summary>How a refused publication is told.</summary>
    public static WcsStatus For(PublishOutcome refusal) => PublishRefusals[refusal];
}
