using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Uploads;

/// <summary>A store with another behind it, which does all that a test does not change.</summary>
internal abstract class StoreBehind(IWritableObjectStore store) : IWritableObjectStore
{
    public string Name => store.Name;

    public virtual Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) => store.LookAsync(address, cancellationToken);

    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken) =>
        store.GetAsync(address, offset, length, entityTag, cancellationToken);

    public virtual Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        store.PutAsync(address, content, cancellationToken);

    public virtual Task<ObjectReply> BeginPartsAsync(ObjectAddress address, CancellationToken cancellationToken) => store.BeginPartsAsync(address, cancellationToken);

    public virtual Task<ObjectReply> PutPartAsync(PartedUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        store.PutPartAsync(upload, number, content, cancellationToken);

    public virtual Task<ObjectReply> CompletePartsAsync(PartedUpload upload, IReadOnlyList<string> parts, CancellationToken cancellationToken) =>
        store.CompletePartsAsync(upload, parts, cancellationToken);

    public Task<ObjectReply> AbandonPartsAsync(PartedUpload upload, CancellationToken cancellationToken) => store.AbandonPartsAsync(upload, cancellationToken);

    public void Dispose()
    {
        // The store behind belongs to the test.
    }
}
