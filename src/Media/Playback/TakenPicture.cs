namespace Vod.Media.Playback;

/// <summary>What a cursor needs to give a picture again, in one number: where it came from, which one it was, and how it was cut.</summary>
/// <param name="Value">The lowest bit says who has it, the highest eleven the bytes of its payloads.</param>
internal readonly record struct TakenPicture(long Value)
{
    private const int SizeShift = 52;

    /// <summary>Puts one together.</summary>
    /// <param name="number">As its supply counts.</param>
    /// <param name="isFromFile">Whether that is the file.</param>
    /// <param name="payloadSize">Bytes of each payload; 0 for as few packets as possible.</param>
    public static TakenPicture Of(long number, bool isFromFile, int payloadSize) => new(((long)payloadSize << SizeShift) | (number << 1) | (isFromFile ? 0L : 1L));

    /// <summary>Its number, as its supply counts.</summary>
    public long Number => (Value & ((1L << SizeShift) - 1)) >> 1;

    /// <summary>Whether its supply is the file.</summary>
    public bool IsFromFile => (Value & 1) == 0;

    /// <summary>Bytes of each payload; 0 for as few packets as possible.</summary>
    public int PayloadSize => (int)(Value >> SizeShift);
}
