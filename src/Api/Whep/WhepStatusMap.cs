using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Whep;

/// <summary>How outcomes of our streams are told to WHEP players and WHIP publishers before they have their answer.</summary>
internal static class WhepStatusMap
{
    private static readonly FrozenDictionary<StreamEndReason, WhepProblem> Ends = new Dictionary<StreamEndReason, WhepProblem>
    {
        [StreamEndReason.FileNotFound] = End(StatusCodes.Status404NotFound, StreamEndReason.FileNotFound, "There is no such file."),
        // Not 415, which is about what the player sent, nor 409, upon which players try again: for a player there is no stream here.
        [StreamEndReason.TranscodingDisabled] =
            End(StatusCodes.Status404NotFound, StreamEndReason.TranscodingDisabled, "The picture would have to be encoded anew, which this server is set not to do."),
        [StreamEndReason.WrongFormat] = End(StatusCodes.Status404NotFound, StreamEndReason.WrongFormat, "The file is not an MP4 that this server can play."),
        [StreamEndReason.AccessDenied] = End(StatusCodes.Status403Forbidden, StreamEndReason.AccessDenied, "The file is not open to players."),
        [StreamEndReason.BadUri] = End(StatusCodes.Status400BadRequest, StreamEndReason.BadUri, "The name of the stream is malformed."),
        [StreamEndReason.BadOffer] = End(
            StatusCodes.Status422UnprocessableEntity,
            StreamEndReason.BadOffer,
            "The offer cannot be used: it must be SDP with ICE credentials, a fingerprint, rtcp-mux, and all media in one BUNDLE group."),
        [StreamEndReason.NoCommonCodec] = End(
            StatusCodes.Status406NotAcceptable, StreamEndReason.NoCommonCodec, "The offer lacks what the file needs: H.264 with packetization-mode=1, Opus."),
        [StreamEndReason.ReadFailed] = End(StatusCodes.Status500InternalServerError, StreamEndReason.ReadFailed, "The file cannot be read."),
        [StreamEndReason.NoCapacity] = Later(StreamEndReason.NoCapacity, "Every node is full."),
        [StreamEndReason.NodeStopping] = Later(StreamEndReason.NodeStopping, "The node of the session is stopping."),
        [StreamEndReason.NodeLost] = Later(StreamEndReason.NodeLost, "The node of the session is gone."),
        [StreamEndReason.Orphaned] = Later(StreamEndReason.Orphaned, "The stream has moved."),
        [StreamEndReason.Terminated] = Over(StreamEndReason.Terminated),
        [StreamEndReason.Unwatched] = Over(StreamEndReason.Unwatched),
        [StreamEndReason.EndOfFile] = Over(StreamEndReason.EndOfFile),
        [StreamEndReason.StoppedByPublisher] = Over(StreamEndReason.StoppedByPublisher),
        // Deleted or left while it was being opened: nobody reads this.
        [StreamEndReason.ClosedByViewer] = Over(StreamEndReason.ClosedByViewer),
        [StreamEndReason.ClosedByPeer] = Over(StreamEndReason.ClosedByPeer),
        // These need a connection, which needs the answer, so they come after it and end the session without a word in HTTP.
        [StreamEndReason.ReadFailedWhilePlaying] = Defect(StreamEndReason.ReadFailedWhilePlaying),
        [StreamEndReason.IceTimeout] = Defect(StreamEndReason.IceTimeout),
        [StreamEndReason.ConsentExpired] = Defect(StreamEndReason.ConsentExpired),
        [StreamEndReason.DtlsFailed] = Defect(StreamEndReason.DtlsFailed),
        [StreamEndReason.FingerprintMismatch] = Defect(StreamEndReason.FingerprintMismatch),
        [StreamEndReason.RtpActivityLost] = Defect(StreamEndReason.RtpActivityLost),
        [StreamEndReason.InternalError] = Defect(StreamEndReason.InternalError),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<SubscribeOutcome, WhepProblem> Refusals = new Dictionary<SubscribeOutcome, WhepProblem>
    {
        [SubscribeOutcome.BadUri] = Ends[StreamEndReason.BadUri],
        // WHEP has 409 and a Retry-After for a stream that is not live yet. A name nobody has started may never be one.
        [SubscribeOutcome.NoSuchStream] = new(StatusCodes.Status404NotFound, nameof(SubscribeOutcome.NoSuchStream), "There is no stream of this name."),
        [SubscribeOutcome.NotReady] = new(
            StatusCodes.Status409Conflict, nameof(SubscribeOutcome.NotReady), "The publisher of this stream has sent nothing yet.", WhepTimes.RetryAfter),
        [SubscribeOutcome.NoCapacity] = Ends[StreamEndReason.NoCapacity],
        // Ids of viewers, and keys of personal streams, are made here and never twice.
        [SubscribeOutcome.DuplicateViewer] = new(StatusCodes.Status500InternalServerError, nameof(SubscribeOutcome.DuplicateViewer), DefectDetail),
        [SubscribeOutcome.PersonalStreamTaken] = new(StatusCodes.Status500InternalServerError, nameof(SubscribeOutcome.PersonalStreamTaken), DefectDetail),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<PublishOutcome, WhepProblem> PublishRefusals = new Dictionary<PublishOutcome, WhepProblem>
    {
        [PublishOutcome.BadName] = Ends[StreamEndReason.BadUri],
        [PublishOutcome.NameTaken] = new(StatusCodes.Status409Conflict, nameof(PublishOutcome.NameTaken), "A stream of this name is there already."),
        [PublishOutcome.NoCapacity] = Ends[StreamEndReason.NoCapacity],
        [PublishOutcome.DuplicatePublisher] = new(StatusCodes.Status500InternalServerError, nameof(PublishOutcome.DuplicatePublisher), DefectDetail),
    }.ToFrozenDictionary();

    private static readonly WhepProblem NothingTaken = End(
        StatusCodes.Status406NotAcceptable, StreamEndReason.NoCommonCodec, "The offer has nothing that is taken: H.264 or VP8, Opus.");

    private const string DefectDetail = "The server failed; its log has the details.";

    /// <summary>How the end of a viewer, or of a publisher, that has no answer yet is told.</summary>
    public static WhepProblem For(StreamEndReason reason, bool publishes = false) =>
        publishes && reason == StreamEndReason.NoCommonCodec ? NothingTaken : Ends[reason];

    /// <summary>How a refused publication is told.</summary>
    public static WhepProblem For(PublishOutcome refusal) => PublishRefusals[refusal];

    /// <summary>How a refused subscription is told.</summary>
    public static WhepProblem For(SubscribeOutcome refusal) => Refusals[refusal];

    private static WhepProblem End(int status, StreamEndReason reason, string detail) => new(status, reason.ToString(), detail);

    private static WhepProblem Later(StreamEndReason reason, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, reason.ToString(), detail, WhepTimes.RetryAfter);

    private static WhepProblem Over(StreamEndReason reason) => End(StatusCodes.Status404NotFound, reason, "The stream has ended.");

    private static WhepProblem Defect(StreamEndReason reason) => End(StatusCodes.Status500InternalServerError, reason, DefectDetail);
}
