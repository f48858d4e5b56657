namespace Vod.Media.Load;

/// <summary>What viewers watch.</summary>
internal enum StreamMode
{
    /// <summary>All the same stream, <c>vod-live://</c>.</summary>
    Shared,

    /// <summary>Each one of its own, <c>vod://</c>.</summary>
    Personal,
}
