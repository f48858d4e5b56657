namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>A body that comes in pieces, and may break off.</summary>
internal sealed class ScriptedBody(ScriptedObject source, long offset, long length, Fault fault, ScriptedStore store) : Stream
{
    private readonly long _length = Math.Min(length + fault.Surplus, fault.EndsAfter ?? long.MaxValue);
    private long _given;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (fault.BodyGate is { } gate)
        {
            await store.ParkAsync(gate(_given), cancellationToken);
        }

        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        int read = (int)Math.Min(Math.Min(buffer.Length, store.PieceBytes), _length - _given);
        if (read == 0 && buffer.Length > 0 && fault.EndsAfter is not null)
        {
            await (fault.End switch
            {
                BodyEnd.Reset => throw new IOException("connection reset"),
                BodyEnd.Stall => store.ParkAsync(ScriptedStore.Never, cancellationToken),
                _ => Task.CompletedTask,
            });
        }

        source.Read(offset + _given, buffer.Span[..read]);
        _given += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
