using Vod.Media.Mp4.Writing;

namespace Vod.Media.Tests.Mp4.Writing;

/// <summary>The file of a recording in memory.</summary>
internal sealed class MemoryFile
{
    public byte[] Bytes { get; private set; } = [];

    public long Written { get; private set; }

    public MemoryFile Copy() => new() { Bytes = [.. Bytes] };

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        if (Bytes.Length < position + bytes.Length)
        {
            SetLength(position + bytes.Length);
        }

        bytes.CopyTo(Bytes.AsSpan((int)position));
        Written += bytes.Length;
    }

    public void Append(IEnumerable<ReadOnlyMemory<byte>> pieces) => Bytes = [.. Bytes, .. pieces.SelectMany(static piece => piece.ToArray())];

    public void SetLength(long length)
    {
        byte[] bytes = Bytes;
        Array.Resize(ref bytes, (int)length);
        Bytes = bytes;
    }

    public int Read(long offset, Span<byte> destination)
    {
        int length = (int)Math.Clamp(Bytes.Length - offset, 0, destination.Length);
        Bytes.AsSpan((int)Math.Min(offset, Bytes.Length), length).CopyTo(destination);
        return length;
    }

    public void Do(FileStep step)
    {
        switch (step.Kind)
        {
            case FileStepKind.Write:
                Write(step.Position, step.Bytes.Span);
                break;
            case FileStepKind.Copy:
                Write(step.Position, Bytes.AsSpan((int)step.Source, (int)step.Length).ToArray());
                break;
            case FileStepKind.SetLength:
                SetLength(step.Position);
                break;
            default:
                Assert.Equal(FileStepKind.Barrier, step.Kind);
                break;
        }
    }
}
