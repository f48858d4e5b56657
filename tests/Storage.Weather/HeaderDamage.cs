namespace Vod.Storage.Weather;

/// <summary>What is wrong in the header of an answer.</summary>
public enum HeaderDamage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There are bytes in its place that are no HTTP.</summary>
    Garbage,

    /// <summary>Content-Range (RFC 9110 section 14.4) names a place one byte further on.</summary>
    WrongRange,

    /// <summary>ETag names another version.</summary>
    OtherEntityTag,
}
