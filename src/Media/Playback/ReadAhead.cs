namespace Vod.Media.Playback;

/// <summary>How far ahead of a play head a file wants to be told what is going to be wanted.</summary>
/// <param name="Span">Time at the average bit rate of what is played.</param>
/// <param name="LeastBytes">Least bytes at once: below it the calls cost more than the waiting.</param>
/// <param name="MostBytes">Most bytes at once, however many bits a second the file claims to have.</param>
internal readonly record struct ReadAhead(TimeSpan Span, long LeastBytes, long MostBytes)
{
    private const int BitsPerByte = 8;

    /// <summary>For a disk, which answers within milliseconds: 2 s, up to 256 Mbit/s.</summary>
    public static ReadAhead OfDisk { get; } = new(TimeSpan.FromSeconds(2), 1024 * 1024, 64 * 1024 * 1024);

    /// <summary>Bytes of what is played at a bit rate.</summary>
    public long BytesAt(long bitsPerSecond) => (long)Math.Clamp(bitsPerSecond / BitsPerByte * Span.TotalSeconds, LeastBytes, MostBytes);
}
