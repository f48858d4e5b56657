namespace Vod.Media.Ice;

/// <summary>State of an <see cref="IceLiteAgent"/>, in the order of a session.</summary>
internal enum IceState
{
    /// <summary>No genuine check yet.</summary>
    New,

    /// <summary>Checks come in, none has nominated a path.</summary>
    Checking,

    /// <summary>A path is selected and its peer keeps checking it.</summary>
    Connected,

    /// <summary>The selected path has been silent for a while; the next check on it leads back.</summary>
    Disconnected,

    /// <summary>Over, see <see cref="IceFailure"/>; nothing is answered any more.</summary>
    Failed,
}
