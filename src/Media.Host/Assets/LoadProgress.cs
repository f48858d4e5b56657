namespace Vod.Media.Host.Assets;

/// <summary>How far the reading of an index has come. Written by the one who reads, read by others.</summary>
internal sealed class LoadProgress
{
    private long _bytes;

    /// <summary>Bytes that were read.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Counts what has been read.</summary>
    public void Add(int bytes) => Volatile.Write(ref _bytes, _bytes + bytes);
}
