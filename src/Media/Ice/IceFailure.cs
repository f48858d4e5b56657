namespace Vod.Media.Ice;

/// <summary>Why an <see cref="IceLiteAgent"/> is in <see cref="IceState.Failed"/>.</summary>
internal enum IceFailure
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>No path was nominated in time.</summary>
    ConnectTimeout,

    /// <summary>The peer stopped checking the selected path, which takes back its consent to be sent to (RFC 7675).</summary>
    ConsentExpired,
}
