namespace Vod.Media.Host.Storage.Objects;

/// <summary>How a request ended.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">One line for the operator's log.</param>
/// <param name="RetryAfter">How long the store asks to be left alone.</param>
internal readonly record struct TransferResult(TransferOutcome Outcome, string Detail = "", TimeSpan? RetryAfter = null)
{
    /// <summary>What the header of an answer says.</summary>
    public static TransferResult Of(ObjectReply reply) => new(
        reply.Status switch
        {
            ObjectReplyStatus.Found => TransferOutcome.Done,
            ObjectReplyStatus.NotFound => TransferOutcome.NotFound,
            ObjectReplyStatus.Denied => TransferOutcome.Denied,
            ObjectReplyStatus.Changed => TransferOutcome.Changed,
            ObjectReplyStatus.BeyondEnd => TransferOutcome.BeyondEnd,
            ObjectReplyStatus.Throttled => TransferOutcome.Throttled,
            ObjectReplyStatus.Unavailable => TransferOutcome.Unavailable,
            _ => TransferOutcome.Failed,
        },
        reply.Detail,
        reply.RetryAfter);
}
