namespace Vod.Media.Engine;

/// <summary>How it stands with something that is sent on to another server.</summary>
public enum PushState
{
    /// <summary>A connection is being made, or nothing shows yet that the other server takes what is sent.</summary>
    Connecting,

    /// <summary>The other server takes it.</summary>
    Sending,

    /// <summary>The connection broke or could not be made; it is made anew after a pause.</summary>
    Waiting,
}
