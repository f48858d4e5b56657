namespace Vod.Media.Aac;

/// <summary>Access units of AAC-LC in which nothing is heard (ISO/IEC 14496-3, 4.4.2.1): one element whose channels have no scale factor band.</summary>
internal static class AacSilence
{
    // ID_SCE and its tag, a channel of 22 zero bits, ID_END.
    private static readonly byte[] Mono = [0x00, 0x00, 0x00, 0x07];

    // ID_CPE and its tag, no common window, two such channels, ID_END.
    private static readonly byte[] Stereo = [0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0E];

    /// <summary>The access unit for one or two channels; empty for other layouts.</summary>
    public static ReadOnlyMemory<byte> For(AudioSpecificConfig config) => config.ChannelConfiguration switch
    {
        1 => Mono,
        2 => Stereo,
        _ => default,
    };
}
