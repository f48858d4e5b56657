namespace Vod.Media.Matroska.Reading;

/// <summary>How deep a place in the file is.</summary>
internal enum ElementLevel
{
    /// <summary>In none.</summary>
    Document,

    /// <summary>In the segment.</summary>
    Segment,

    /// <summary>In a cluster.</summary>
    Cluster,

    /// <summary>In a BlockGroup.</summary>
    Group,
}
