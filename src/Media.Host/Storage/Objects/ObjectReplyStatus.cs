namespace Vod.Media.Host.Storage.Objects;

/// <summary>What a store said to a request.</summary>
internal enum ObjectReplyStatus
{
    /// <summary>Here it is.</summary>
    Found,

    /// <summary>There is no such bucket or no such object.</summary>
    NotFound,

    /// <summary>The credentials are wrong, expired or not enough.</summary>
    Denied,

    /// <summary>There is another version than the one asked for (412).</summary>
    Changed,

    /// <summary>The range begins behind the end (416); of an object asked for from its first byte it says that it is empty.</summary>
    BeyondEnd,

    /// <summary>The store asks to be left alone for a while (503 SlowDown, 429). Worth trying again.</summary>
    Throttled,

    /// <summary>No answer, a broken one, or an error of the store itself: time-out, reset, 5xx. Worth trying again.</summary>
    Unavailable,

    /// <summary>The store does not understand the request, or is none. Not worth trying again.</summary>
    Failed,
}
