namespace Vod.Media.Mp4.Writing;

/// <summary>What goes into one fragment.</summary>
internal sealed class MovieFragment
{
    /// <summary>The pictures; only the first may be a key picture.</summary>
    public required IReadOnlyList<WrittenSample> Pictures { get; init; }

    /// <summary>The sounds, each <see cref="SoundFormat.FrameLength"/> after the one before.</summary>
    public required IReadOnlyList<WrittenSample> Sounds { get; init; }

    /// <summary>When the last picture ends.</summary>
    public required long PicturesEnd { get; init; }

    /// <summary>How the pictures are encoded.</summary>
    public required PictureFormat Format { get; init; }

    /// <summary>The sample entry of that format in the finished file, counted from 0.</summary>
    public required int Entry { get; init; }
}
