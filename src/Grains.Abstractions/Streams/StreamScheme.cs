namespace Vod.Grains.Abstractions.Streams;

/// <summary>How a stream name is to be understood.</summary>
public enum StreamScheme
{
    /// <summary>A plain name of something published.</summary>
    Name,

    /// <summary><c>vod://</c>: a personal stream, one viewer, from the start.</summary>
    Vod,

    /// <summary><c>vod-live://</c>: a shared stream, one timeline for all viewers.</summary>
    VodLive,
}
