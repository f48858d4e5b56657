namespace Vod.Media.Host.Telemetry;

/// <summary>The stages between the command to play and the first packet, one after the other.</summary>
internal enum JoinStage
{
    /// <summary>From the command to the answer: file, index, negotiation.</summary>
    Open,

    /// <summary>From the answer to its keys: the browser gets it, checks the path, shakes hands.</summary>
    Connect,

    /// <summary>From the keys to the first media packet.</summary>
    FirstPacket,
}
