using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Vod.Api.Rest;

/// <summary>What callers of the REST API may ask for. Every limit ends in an answer that says so.</summary>
internal static class RestLimits
{
    /// <summary>Bytes of a request body. The largest that makes sense lists <see cref="MaxMediaSessionIds"/> streams; more is answered by 413.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Nesting of a request body, the data of <c>event/send</c> included.</summary>
    public const int MaxBodyDepth = 32;

    /// <summary>Elements of <c>mediaSessionIds</c>.</summary>
    public const int MaxMediaSessionIds = 1000;

    /// <summary>Elements of <c>display</c>; the documentation names one.</summary>
    public const int MaxDisplayed = 16;

    /// <summary>Characters of the template of a recording's name; names of files end at 255 bytes.</summary>
    public const int MaxFileTemplateLength = 1024;

    /// <summary>Items of one answer, about 10 MB; how many were left off stands in the header <see cref="LeftOffHeader"/>.</summary>
    public const int MaxItems = 10_000;

    /// <summary>Header of an answer with more than <see cref="MaxItems"/> items: the number of those left off.</summary>
    public const string LeftOffHeader = "Vod-Items-Left-Off";

    /// <summary>Streams named in the statistics, which are polled every second.</summary>
    public const int MaxStatStreams = 1000;

    /// <summary>Requests served at a time, of those that ask one grain.</summary>
    public const int MaxRequests = 256;

    /// <summary>Requests that wait for one of <see cref="MaxRequests"/>; further ones are answered by 503.</summary>
    public const int MaxWaitingRequests = 1024;

    /// <summary>Requests served at a time, of those that ask every node for all it carries. Their answers are the largest.</summary>
    public const int MaxListings = 16;

    /// <summary>Requests that wait for one of <see cref="MaxListings"/>.</summary>
    public const int MaxWaitingListings = 256;

    /// <summary>Snapshots taken or being sent at a time: each costs a decoder run and holds a picture in memory.</summary>
    public const int MaxSnapshots = 8;

    /// <summary>Requests that wait for one of <see cref="MaxSnapshots"/>.</summary>
    public const int MaxWaitingSnapshots = 64;

    /// <summary>Calls of grains that one request makes at the same time, when it is about many streams.</summary>
    public const int MaxParallelCalls = 16;

    /// <summary>Jobs of version 3 that are remembered, finished ones included; the oldest finished ones make room.</summary>
    public const int MaxJobs = 1000;

    /// <summary>Jobs that run at a time; the others are PENDING.</summary>
    public const int MaxRunningJobs = 64;

    /// <summary>Bytes of the results of all remembered jobs: a few dozen snapshots.</summary>
    public const int MaxJobBytes = 64 * 1024 * 1024;

    /// <summary>How slowly an answer may be taken before the connection is cut, at 32 KB/s: then no turn is held for longer than minutes.</summary>
    public static readonly MinDataRate SlowestReader = new(bytesPerSecond: 32 * 1024, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>How long the result of a finished job can be fetched.</summary>
    public static readonly TimeSpan JobRetention = TimeSpan.FromMinutes(5);
}
