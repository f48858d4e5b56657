namespace Vod.Media.Host.Storage.Objects;

/// <summary>What became of one request: a label of metrics.</summary>
internal enum TransferOutcome
{
    /// <summary>The store gave what was asked for.</summary>
    Done,

    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>The credentials are wrong, expired or not enough.</summary>
    Denied,

    /// <summary>There is another version by now.</summary>
    Changed,

    /// <summary>The range begins behind the end.</summary>
    BeyondEnd,

    /// <summary>The store asks to be left alone.</summary>
    Throttled,

    /// <summary>No answer in time, or an error of the store.</summary>
    Unavailable,

    /// <summary>The store does not understand the request.</summary>
    Failed,

    /// <summary>The body broke off or stalled.</summary>
    Broken,

    /// <summary>The answer is not the one to the request: another range, version or size.</summary>
    Misfit,

    /// <summary>Given up here, because nobody has the object open any more.</summary>
    Abandoned,
}
