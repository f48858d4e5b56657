using System.Collections.Concurrent;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>A store with one object, of which some parts are given and all the rest is zero, so that it may be of any size. It answers at once and counts what it is asked.</summary>
/// <param name="size">Bytes of the object.</param>
/// <param name="parts">What is given of it, and where.</param>
internal sealed class LaidOutStore(long size, params (long Offset, byte[] Bytes)[] parts) : IObjectStore
{
    public const string EntityTag = "\"1\"";

    public string Name => "films";

    /// <summary>What was asked for, in that order.</summary>
    public ConcurrentQueue<(long Offset, long Length)> Requests { get; } = new();

    public Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        Requests.Enqueue((0, 0));
        return Task.FromResult(new ObjectReply(ObjectReplyStatus.Found) { EntityTag = EntityTag, Size = size });
    }

    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken)
    {
        Requests.Enqueue((offset, length));
        long given = Math.Min(length, size - offset);
        return Task.FromResult(new ObjectReply(ObjectReplyStatus.Found, new Body(this, offset, given))
        {
            EntityTag = EntityTag,
            Size = size,
            Offset = offset,
            Length = given,
        });
    }

    public void Dispose()
    {
    }

    private void Read(long offset, Span<byte> destination)
    {
        destination.Clear();
        foreach ((long start, byte[] bytes) in parts)
        {
            long from = Math.Max(offset, start);
            long to = Math.Min(offset + destination.Length, start + bytes.Length);
            if (from < to)
            {
                bytes.AsSpan((int)(from - start), (int)(to - from)).CopyTo(destination[(int)(from - offset)..]);
            }
        }
    }

    private sealed class Body(LaidOutStore store, long start, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int part = (int)Math.Min(buffer.Length, length - _position);
            store.Read(start + _position, buffer[..part]);
            _position += part;
            return part;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
