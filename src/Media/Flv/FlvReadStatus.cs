namespace Vod.Media.Flv;

/// <summary>What <see cref="FlvVideoReader.TryRead"/> has found.</summary>
internal enum FlvReadStatus
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>An access unit.</summary>
    Frame,

    /// <summary>The decoder configuration of the frames that follow.</summary>
    Configuration,

    /// <summary>This is no stream of H.264 in FLV; nothing more will come.</summary>
    Invalid,
}
