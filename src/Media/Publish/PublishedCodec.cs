namespace Vod.Media.Publish;

/// <summary>How a published picture is encoded.</summary>
internal enum PublishedCodec
{
    /// <summary>ITU-T H.264; RFC 6184 on the wire.</summary>
    H264,

    /// <summary>VP8 (RFC 6386); RFC 7741 on the wire.</summary>
    Vp8,
}
