namespace Vod.Media.Bandwidth;

/// <summary>What the delay of a path says of its use (draft-ietf-rmcat-gcc-02 section 5.4).</summary>
internal enum PathUsage
{
    /// <summary>The delay stays as it is.</summary>
    Normal,

    /// <summary>It falls: a queue drains.</summary>
    Underuse,

    /// <summary>It grows: more is sent than gets through.</summary>
    Overuse,
}
