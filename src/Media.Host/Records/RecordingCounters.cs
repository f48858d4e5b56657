using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>What the recordings of a node have done; read at any time from any thread.</summary>
internal sealed class RecordingCounters
{
    private readonly long[] _finished = new long[Enum.GetValues<RecordingOutcome>().Length];
    private long _running;
    private long _bytes;
    private long _omitted;
    private long _files;

    /// <summary>Recordings that run.</summary>
    public long Running => Interlocked.Read(ref _running);

    /// <summary>Bytes of the files that are finished.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Files that are finished.</summary>
    public long Files => Interlocked.Read(ref _files);

    /// <summary>Pictures and sounds that were left out because the disk was too slow.</summary>
    public long Omitted => Interlocked.Read(ref _omitted);

    /// <summary>Recordings that ended so.</summary>
    public long FinishedWith(RecordingOutcome outcome) => Interlocked.Read(ref _finished[(int)outcome]);

    /// <summary>A recording has begun.</summary>
    public void NoteStart() => Interlocked.Increment(ref _running);

    /// <summary>A recording is over.</summary>
    public void NoteEnd(RecordingResult result)
    {
        Interlocked.Decrement(ref _running);
        Interlocked.Increment(ref _finished[(int)result.Outcome]);
    }

    /// <summary>A file is finished: all of a recording, or a part.</summary>
    public void NoteFile(long size)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, size);
    }

    /// <summary>Something was left out.</summary>
    public void NoteOmission() => Interlocked.Increment(ref _omitted);
}
