namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>What data offsets in a track fragment count from.</summary>
internal enum OffsetBase
{
    /// <summary>default-base-is-moof.</summary>
    Fragment,

    /// <summary>base-data-offset, here the start of the media data.</summary>
    Absolute,

    /// <summary>Neither: the moof box for the first track, the end of the one before for the others.</summary>
    Implicit,
}
