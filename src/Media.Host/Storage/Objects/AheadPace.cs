namespace Vod.Media.Host.Storage.Objects;

/// <summary>How sure it is that blocks ahead of a reader will be read.</summary>
internal enum AheadPace
{
    /// <summary>The reader has just jumped here and may jump on.</summary>
    Jumped,

    /// <summary>The reader goes on where it was.</summary>
    Steady,

    /// <summary>The reader has said that it reads everything.</summary>
    Through,
}
