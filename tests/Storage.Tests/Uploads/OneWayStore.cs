using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Uploads;

/// <summary>Nothing may be put into it.</summary>
internal sealed class OneWayStore(IWritableObjectStore store) : StoreBehind(store)
{
    public override Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => throw new InvalidOperationException("put");

    public override Task<ObjectReply> BeginPartsAsync(ObjectAddress address, CancellationToken cancellationToken) => throw new InvalidOperationException("begin");
}
