namespace Vod.Media.Matroska;

/// <summary>What a decoder has to know of a track before its first frame (TrackEntry, RFC 9559 section 5.1.4.1).</summary>
internal sealed record MatroskaTrack
{
    /// <summary>Picture or sound.</summary>
    public required MatroskaTrackType Type { get; init; }

    /// <summary>Name of the codec (RFC 9559 section 26, and the Matroska codec specifications), such as V_MPEG4/ISO/AVC.</summary>
    public required string CodecId { get; init; }

    /// <summary>The decoder's configuration as the codec's mapping wants it; may be empty.</summary>
    public ReadOnlyMemory<byte> CodecPrivate { get; init; }

    /// <summary>Usual time between two frames; zero if there is none.</summary>
    public TimeSpan DefaultDuration { get; init; }

    /// <summary>Width in pixels, of a picture at least 1.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels, of a picture at least 1.</summary>
    public int Height { get; init; }

    /// <summary>Samples per second of a sound.</summary>
    public double SampleRate { get; init; }

    /// <summary>Channels of a sound.</summary>
    public int Channels { get; init; }

    /// <summary>Bits per sample of uncompressed sound; 0 if it means nothing.</summary>
    public int BitDepth { get; init; }

    /// <summary>What the decoder gives before the first sample that counts.</summary>
    public TimeSpan CodecDelay { get; init; }

    /// <summary>What it has to be fed before a point to be right there.</summary>
    public TimeSpan SeekPreRoll { get; init; }
}
