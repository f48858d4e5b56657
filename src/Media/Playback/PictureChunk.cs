using Vod.Media.H264.Packetization;

namespace Vod.Media.Playback;

/// <summary>
/// The pictures of one chunk. One thread adds them in the order they are shown in, any number of threads read those that were added, without locks; a picture that was
/// published never changes.
/// </summary>
internal sealed class PictureChunk
{
    private readonly long[] _times;
    private readonly ReadOnlyMemory<byte>[] _pictures;
    private H264PayloadFormat? _format;
    private int _available;
    private long _lastUse;

    /// <param name="times">When its pictures are shown, ascending, in ticks of the track; at least one.</param>
    public PictureChunk(long[] times)
    {
        _times = times;
        _pictures = new ReadOnlyMemory<byte>[times.Length];
    }

    /// <summary>Pictures that the chunk has when it is complete.</summary>
    public int Count => _times.Length;

    /// <summary>Pictures that can be read by now.</summary>
    public int Available => Volatile.Read(ref _available);

    /// <summary>
    /// The first picture that is not empty, which decoding begins with; only when one is there. It is the first of all, unless that could not be decoded.
    /// </summary>
    public int First { get; private set; }

    /// <summary>Whether all pictures are there.</summary>
    public bool IsComplete => Available == Count;

    /// <summary>Bytes of the pictures. For the thread that adds, or of a complete chunk.</summary>
    public long Bytes { get; private set; }

    /// <summary>How the pictures become packets; only when at least one is there.</summary>
    public H264PayloadFormat Format => _format!;

    /// <summary>When the chunk was last asked for, in ticks of its owner's clock.</summary>
    public long LastUse
    {
        get => Volatile.Read(ref _lastUse);
        set => Volatile.Write(ref _lastUse, value);
    }

    /// <summary>When the pictures are shown.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <summary>When a picture is shown.</summary>
    public long TimeOf(int picture) => _times[picture];

    /// <summary>The access unit of a picture that is there; empty if it could not be decoded.</summary>
    public ReadOnlyMemory<byte> this[int picture] => _pictures[picture];

    /// <summary>Says how the pictures become packets; for the one thread that makes the chunk, before the first of them.</summary>
    public void SetFormat(H264PayloadFormat format) => _format = format;

    /// <summary>
    /// Publishes a picture; for the one thread that makes the chunk. Those before it that have not come will not: they stay empty.
    /// </summary>
    public void Add(int picture, ReadOnlyMemory<byte> bytes)
    {
        _pictures[picture] = bytes;
        First = Bytes == 0 ? picture : First;
        Bytes += bytes.Length;

        // Readers look at _available first, so the picture must be in place before it grows.
        Volatile.Write(ref _available, picture + 1);
    }

    /// <summary>Publishes that nothing more will come: what is missing stays empty.</summary>
    public void Complete() => Volatile.Write(ref _available, Count);
}
