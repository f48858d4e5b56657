namespace Vod.Media.Bench;

/// <summary>What encoding the picture of a film anew took, and what came of it.</summary>
/// <param name="Playing">How long it plays.</param>
/// <param name="Wall">Time it took.</param>
/// <param name="Processor">Processor time that its children took; null where the system does not tell.</param>
/// <param name="FirstPicture">From asking for the picture to the first that could be sent.</param>
/// <param name="Bytes">Bytes of the result.</param>
/// <param name="SourceBytes">Bytes of the same pictures in the film.</param>
/// <param name="Fidelity">Mean peak signal-to-noise ratio against the source in dB; null when the two cannot be compared.</param>
internal sealed record EncodeResult(TimeSpan Playing, TimeSpan Wall, TimeSpan? Processor, TimeSpan FirstPicture, long Bytes, long SourceBytes, double? Fidelity)
{
    /// <summary>For people: the speed by processor time first, because it says the same on a busy machine.</summary>
    public override string ToString()
    {
        string processor = Processor is { } time ? $"{time.TotalSeconds:F1} s of processor time ({Playing / time:F1} x real time per processor), " : "";
        string fidelity = Fidelity is { } ratio ? $"{ratio:F1} dB" : "not comparable";
        return $"""
            {Playing.TotalSeconds:F1} s
              speed     {processor}{Wall.TotalSeconds:F1} s by the clock ({Playing / Wall:F1} x real time)
              first     picture after {FirstPicture.TotalMilliseconds:F0} ms
              size      {Rate(Bytes):F2} Mbit/s, {(double)Bytes / SourceBytes:F2} times the source
              fidelity  {fidelity}
            """;
    }

    private double Rate(long bytes) => bytes * 8 / Playing.TotalSeconds / 1_000_000;
}
