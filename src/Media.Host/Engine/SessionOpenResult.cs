using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Workers;

namespace Vod.Media.Host.Engine;

/// <summary>A session that is ready for its worker, or why there is none.</summary>
internal readonly record struct SessionOpenResult
{
    /// <summary>The session; null when it could not be made.</summary>
    public WorkerSession? Session { get; init; }

    /// <summary>The publication it makes or watches; null for a viewer of a file.</summary>
    public Publication? Publication { get; init; }

    /// <summary>The SDP answer.</summary>
    public string Answer { get; init; }

    /// <summary>What the file or publication consists of.</summary>
    public PlayedMedia? File { get; init; }

    /// <summary>What is played or published of it.</summary>
    public PlayedMedia? Media { get; init; }

    /// <summary>Why there is no session.</summary>
    public SessionEndReason Reason { get; init; }

    /// <summary>One line for the operator's log.</summary>
    public string Detail { get; init; }

    /// <summary>No session.</summary>
    public static SessionOpenResult Failed(SessionEndReason reason, string detail) => new() { Reason = reason, Detail = detail };
}
