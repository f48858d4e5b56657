namespace Vod.Grains.Abstractions.Streams;

/// <summary>How the picture of a file comes to viewers.</summary>
[GenerateSerializer]
[Alias("Vod.StreamPicture")]
public enum StreamPicture
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>As it is in the file.</summary>
    PassedThrough,

    /// <summary>Encoded anew, while it is played or before.</summary>
    Encoded,

    /// <summary>As it is in the file, without the pictures that browsers cannot be sent.</summary>
    Thinned,
}
