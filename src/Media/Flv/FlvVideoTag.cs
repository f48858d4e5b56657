namespace Vod.Media.Flv;

/// <summary>One video tag.</summary>
/// <param name="timestamp">See <see cref="Timestamp"/>.</param>
/// <param name="compositionOffset">See <see cref="CompositionOffset"/>.</param>
/// <param name="isKey">See <see cref="IsKey"/>.</param>
/// <param name="data">See <see cref="Data"/>.</param>
internal readonly ref struct FlvVideoTag(uint timestamp, int compositionOffset, bool isKey, ReadOnlySpan<byte> data)
{
    /// <summary>When it is decoded, in milliseconds.</summary>
    public uint Timestamp { get; } = timestamp;

    /// <summary>From decoding to showing, in milliseconds.</summary>
    public int CompositionOffset { get; } = compositionOffset;

    /// <summary>Whether decoding can start here.</summary>
    public bool IsKey { get; } = isKey;

    /// <summary>An access unit with length prefixes, or the AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1).</summary>
    public ReadOnlySpan<byte> Data { get; } = data;
}
