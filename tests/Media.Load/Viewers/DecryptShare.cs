namespace Vod.Media.Load.Viewers;

/// <summary>Which packets a viewer opens once it has seen a key frame; before, it opens all. The rest is counted by its header, which SRTP leaves in the clear.</summary>
internal enum DecryptShare
{
    /// <summary>One of <see cref="Viewer.SampleEvery"/>.</summary>
    Sample,

    /// <summary>All.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
