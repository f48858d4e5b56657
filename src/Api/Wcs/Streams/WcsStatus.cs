using System.Globalization;

namespace Vod.Api.Wcs.Streams;

/// <summary>A stream status as the SDK knows it, with the text that explains it.</summary>
/// <param name="Name">One of the SDK's STREAM_STATUS constants.</param>
/// <param name="Info">One of its STREAM_STATUS_INFO constants, which apps compare with; null when there is nothing to explain.</param>
internal readonly record struct WcsStatus(string Name, string? Info = null)
{
    /// <summary>Name of the status of every failure.</summary>
    public const string FailedStatus = "FAILED";

    /// <summary>Media flows.</summary>
    public static readonly WcsStatus Playing = new("PLAYING");

    /// <summary>Media of the publisher comes, and can be played.</summary>
    public static readonly WcsStatus Publishing = new("PUBLISHING");

    /// <summary>The viewer's path does not carry the stream, which goes on thinned. To the SDK it is news and no status: its stream stays PLAYING.</summary>
    /// <param name="streamBitrate">Bits per second the stream takes.</param>
    /// <param name="pathBitrate">Bits per second the path carries.</param>
    public static WcsStatus NotEnoughBandwidth(long streamBitrate, long pathBitrate) =>
        new("NOT_ENOUGH_BANDWIDTH", string.Create(CultureInfo.InvariantCulture, $"{streamBitrate}/{pathBitrate}"));

    /// <summary>The viewer pressed Stop.</summary>
    public static readonly WcsStatus StoppedByUser = Stopped("Stopped by user");

    /// <summary>The publisher pressed Stop.</summary>
    public static readonly WcsStatus UnpublishedByUser = Unpublished("Stopped by user");

    /// <summary>A request without an id of its stream.</summary>
    public static readonly WcsStatus NoMediaSessionId = Failed("MediaSessionId is null");

    /// <summary>The connection has a stream of this id.</summary>
    public static readonly WcsStatus DuplicateMediaSessionId = Failed("MediaSessionId is already in use");

    /// <summary>A stream was asked for before <c>connection</c>.</summary>
    public static readonly WcsStatus SessionNotReady = Failed("Session not ready");

    /// <summary>The name is malformed.</summary>
    public static readonly WcsStatus BadUri = Failed("Bad URI");

    /// <summary>Nobody publishes this name.</summary>
    public static readonly WcsStatus StreamNotFound = Failed("Stream not found");

    /// <summary>The publisher of this name has sent nothing yet.</summary>
    public static readonly WcsStatus PublishStreamNotReady = Failed("Publish stream is not ready");

    /// <summary>A stream of this name is there.</summary>
    public static readonly WcsStatus NameTaken = Failed("Stream name is already in use");

    /// <summary>What was asked for is not allowed.</summary>
    public static readonly WcsStatus RestrictedAccess = Failed("Restricted access");

    /// <summary>The browser and the file share no codec.</summary>
    public static readonly WcsStatus NoCommonCodecs = Failed("No common codecs");

    /// <summary>The connection has as many streams as it may. The text is ours: the SDK has none for it.</summary>
    public static readonly WcsStatus TooManyStreams = Failed("Too many streams");

    /// <summary>The connection waits for as many answers as it may. The text is ours: the SDK has none for it.</summary>
    public static readonly WcsStatus TooManyQuestions = Failed("Too many requests");

    /// <summary>A status that ends a stream in good order.</summary>
    public static WcsStatus Stopped(string info) => new("STOPPED", info);

    /// <summary>A status that ends what a client publishes in good order.</summary>
    public static WcsStatus Unpublished(string info) => new("UNPUBLISHED", info);

    /// <summary>A status that ends a stream by a failure.</summary>
    public static WcsStatus Failed(string info) => new(FailedStatus, info);
}
