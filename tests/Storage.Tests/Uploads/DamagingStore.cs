using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Uploads;

/// <summary>The first byte of all that is stored arrives as another.</summary>
internal sealed class DamagingStore(IWritableObjectStore store) : StoreBehind(store)
{
    public override Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        base.PutAsync(address, Damaged(content), cancellationToken);

    public override Task<ObjectReply> PutPartAsync(PartedUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        base.PutPartAsync(upload, number, Damaged(content), cancellationToken);

    private static byte[] Damaged(ReadOnlyMemory<byte> content)
    {
        byte[] damaged = content.ToArray();
        damaged[0] ^= 1;
        return damaged;
    }
}
