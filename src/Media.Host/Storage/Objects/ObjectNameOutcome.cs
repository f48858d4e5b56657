namespace Vod.Media.Host.Storage.Objects;

/// <summary>Whether a path names an object.</summary>
internal enum ObjectNameOutcome
{
    /// <summary>It names one, which may or may not be there.</summary>
    Resolved,

    /// <summary>It is no list of plain names, its bucket has a name that none can have, or the name of the object is too long.</summary>
    Malformed,

    /// <summary>Its bucket is not among those that may be played from.</summary>
    Restricted,
}
