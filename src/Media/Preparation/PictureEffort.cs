namespace Vod.Media.Preparation;

/// <summary>How much work is put into encoding a picture anew.</summary>
internal enum PictureEffort
{
    /// <summary>Every picture, in its size.</summary>
    Full,

    /// <summary>Only the pictures others refer to, smaller, and compressed in a hurry: what a machine can do that is too slow for the film.</summary>
    Reduced,
}
