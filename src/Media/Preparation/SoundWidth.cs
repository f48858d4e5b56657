namespace Vod.Media.Preparation;

/// <summary>What is known ahead of the channels that a decoder gives.</summary>
internal enum SoundWidth
{
    /// <summary>Two or more; or nobody knows.</summary>
    Wide,

    /// <summary>Exactly one.</summary>
    Mono,

    /// <summary>One or two: which, only the frames tell.</summary>
    MonoOrStereo,
}
