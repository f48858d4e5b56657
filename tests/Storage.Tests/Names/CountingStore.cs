using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Names;

/// <summary>A store that always says the same.</summary>
internal sealed class CountingStore(ObjectReplyStatus status) : IObjectStore
{
    public ObjectReplyStatus Status { get; set; } = status;

    public int Asked { get; private set; }

    public bool IsDisposed { get; private set; }

    public string Name => "counting";

    public Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) => Answer();

    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken) => Answer();

    public void Dispose() => IsDisposed = true;

    private Task<ObjectReply> Answer()
    {
        Asked++;
        return Task.FromResult(new ObjectReply(Status));
    }
}
