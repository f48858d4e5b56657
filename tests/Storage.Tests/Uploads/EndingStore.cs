using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Uploads;

/// <summary>The process ends when the object, or its second part, is about to be stored.</summary>
internal sealed class EndingStore(IWritableObjectStore store, CancellationTokenSource end) : StoreBehind(store)
{
    public override async Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await end.CancelAsync();
        return await base.PutAsync(address, content, cancellationToken);
    }

    public override async Task<ObjectReply> PutPartAsync(PartedUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (number == 2)
        {
            await end.CancelAsync();
        }

        return await base.PutPartAsync(upload, number, content, cancellationToken);
    }
}
