namespace Vod.Media.Host.Storage.Uploads;

/// <summary>What was uploaded since the process started. Any thread.</summary>
internal sealed class UploadCounters
{
    private readonly long[] _ended = new long[Enum.GetValues<UploadOutcome>().Length];
    private long _bytes;

    /// <summary>Bytes of the files that were uploaded.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Attempts that ended so.</summary>
    public long EndedWith(UploadOutcome outcome) => Interlocked.Read(ref _ended[(int)outcome]);

    /// <summary>An attempt is over.</summary>
    public void Note(UploadResult result)
    {
        Interlocked.Increment(ref _ended[(int)result.Outcome]);
        Interlocked.Add(ref _bytes, result.Size);
    }
}
