namespace Vod.Media.Host.Storage.Objects;

/// <summary>What the cache knows of a block it has. Any thread.</summary>
/// <param name="folder">Of which version of an object.</param>
/// <param name="index">Which of its blocks, counted from 0.</param>
/// <param name="diskBytes">Length of its file; 0 of one that is in memory only.</param>
/// <param name="lastUse">When it was last used, in ticks of UTC.</param>
internal sealed class CachedBlock(BlockFolder folder, int index, int diskBytes, long lastUse)
{
    private long _lastUse = lastUse;
    private long _lastRead;
    private volatile OpenBlock? _open;
    private volatile byte[]? _memory;
    private volatile bool _isVerified;

    /// <summary>Of which version of an object.</summary>
    public BlockFolder Folder => folder;

    /// <summary>Which of its blocks, counted from 0.</summary>
    public int Index => index;

    /// <summary>Length of its file; 0 of one that is in memory only.</summary>
    public int DiskBytes => diskBytes;

    /// <summary>When it was last used, in ticks of UTC: written, read, or expected to be read soon.</summary>
    public long LastUse
    {
        get => Volatile.Read(ref _lastUse);
        set => Volatile.Write(ref _lastUse, value);
    }

    /// <summary>When somebody last read in it, in ticks of UTC; 0 if nobody has.</summary>
    public long LastRead
    {
        get => Volatile.Read(ref _lastRead);
        set => Volatile.Write(ref _lastRead, value);
    }

    /// <summary>Whether this process has written its file, or has read it and found it whole.</summary>
    public bool IsVerified
    {
        get => _isVerified;
        set => _isVerified = value;
    }

    /// <summary>Number of the last look at the folder that found its file.</summary>
    public int Scan { get; set; }

    /// <summary>Its file, while it is open.</summary>
    public OpenBlock? Open => _open;

    /// <summary>Its bytes, where the disk does not take them.</summary>
    public byte[]? Memory
    {
        get => _memory;
        init => _memory = value;
    }

    /// <summary>Gives it an open file; false when another was quicker.</summary>
    public bool TryAttach(OpenBlock open)
    {
#pragma warning disable CS0420 // Interlocked is as good as volatile
        return Interlocked.CompareExchange(ref _open, open, null) is null;
#pragma warning restore CS0420
    }

    /// <summary>Takes its open file away.</summary>
    public OpenBlock? Detach()
    {
#pragma warning disable CS0420 // Interlocked is as good as volatile
        return Interlocked.Exchange(ref _open, null);
#pragma warning restore CS0420
    }

    /// <summary>Reads a part of it that lies within it, if that can be done without waiting. Allocates nothing.</summary>
    public bool TryRead(int offset, Span<byte> destination)
    {
        if (_memory is { } memory)
        {
            memory.AsSpan(offset, destination.Length).CopyTo(destination);
            return true;
        }

        return _open is { } open && open.TryRead(offset, destination);
    }
}
