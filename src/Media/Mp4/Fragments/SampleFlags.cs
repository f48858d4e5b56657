namespace Vod.Media.Mp4.Fragments;

/// <summary>The 32 flag bits of a sample in a fragment (ISO/IEC 14496-12, 8.8.3.1).</summary>
internal static class SampleFlags
{
    private const uint IsNonSync = 0x0001_0000;
    private const uint DependsOnOthers = 0x0100_0000;

    /// <summary>
    /// Whether decoding can start at a sample. Writers that set sample_depends_on only leave sample_is_non_sync_sample at 0, so a picture that depends on others is none
    /// whatever the other bit says.
    /// </summary>
    public static bool AreSync(uint flags) => (flags & (IsNonSync | DependsOnOthers)) == 0;
}
