using Vod.Media.Host.Records;

namespace Vod.Media.Host.Tests.Records;

/// <summary>A folder on a disk of a chosen size.</summary>
internal sealed class LimitedFolder(IRecordFolder inner) : IRecordFolder
{
    // ENOSPC.
    private const int NoSpace = 28;

    private int _waiting;

    /// <summary>Bytes that a file can have; writing beyond fails, after as much as fits.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>While it is set, writes wait for it.</summary>
    public ManualResetEventSlim? Gate { get; set; }

    /// <summary>What fails is not for want of space.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A file that brings out a defect when it is opened or made; null for none.</summary>
    public string? Defective { get; set; }

    /// <summary>A file that cannot be made; null for none.</summary>
    public string? Refused { get; set; }

    /// <summary>A file that brings out a defect when it is to get its name; null for none.</summary>
    public string? Nameless { get; set; }

    /// <summary>How often the disk was waited for.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waiting for the disk fails.</summary>
    public bool CannotFlush { get; set; }

    /// <summary>While it is set, waiting for the disk takes until then.</summary>
    public ManualResetEventSlim? FlushGate { get; set; }

    public IRecordFile Create(string name) => name == Refused ? throw new IOException("refused") : name == Defective ? throw new InvalidOperationException("a defect") : new LimitedFile(this, inner.Create(name));

    public IRecordFile? TryOpen(string name) => name == Defective ? throw new InvalidOperationException("a defect") : inner.TryOpen(name);

    public bool Exists(string name) => inner.Exists(name);

    public bool TryRename(string name, string newName) => name == Nameless ? throw new InvalidOperationException("a defect") : inner.TryRename(name, newName);

    public void Probe() => inner.Probe();

    public void Delete(string name) => inner.Delete(name);

    public IReadOnlyList<string> FilesBeginningWith(string prefix) => inner.FilesBeginningWith(prefix);

    public string PathOf(string name) => inner.PathOf(name);

    public DateTimeOffset CreatedAt(string name) => inner.CreatedAt(name);

    public DateTimeOffset WrittenAt(string name) => inner.WrittenAt(name);

    private sealed class LimitedFile(LimitedFolder folder, IRecordFile file) : IRecordFile
    {
        public long Length => file.Length;

        public void Write(long position, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
        {
            folder.Gate?.Wait();
            foreach (ReadOnlyMemory<byte> piece in pieces)
            {
                int fits = (int)Math.Clamp(folder.Capacity - position, 0, piece.Length);
                file.Write(position, [piece[..fits]]);
                if (fits < piece.Length)
                {
                    throw new IOException("No space left on device", folder.IsBroken ? 5 : NoSpace);
                }

                position += fits;
            }
        }

        public int Read(long position, Span<byte> destination) => file.Read(position, destination);

        public void Flush()
        {
            Interlocked.Increment(ref folder._waiting);
            folder.FlushGate?.Wait();
            if (folder.CannotFlush)
            {
                throw new IOException("broken", 5);
            }

            file.Flush();
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Dispose() => file.Dispose();
    }
}
