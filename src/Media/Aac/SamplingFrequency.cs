namespace Vod.Media.Aac;

/// <summary>The sampling frequency table of ISO/IEC 14496-3 (table 1.18), shared by AudioSpecificConfig and ADTS.</summary>
internal static class SamplingFrequency
{
    /// <summary>The index that says a 24-bit frequency follows.</summary>
    public const int ExplicitIndex = 15;

    private static ReadOnlySpan<int> Table => [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    /// <summary>Hertz of an index; false for the reserved ones.</summary>
    public static bool TryFromIndex(int index, out int frequency)
    {
        bool known = (uint)index < (uint)Table.Length;
        frequency = known ? Table[index] : 0;
        return known;
    }

    /// <summary>The index of exactly this frequency; false if the table has none.</summary>
    public static bool TryToIndex(int frequency, out int index)
    {
        index = Table.IndexOf(frequency);
        return index >= 0;
    }
}
