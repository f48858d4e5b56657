using Vod.Media.Host.Storage.Objects;

namespace Vod.Storage.Tests.Uploads;

/// <summary>An object is only seen on a second look, as if it had come in between.</summary>
internal sealed class LateStore(IWritableObjectStore store) : StoreBehind(store)
{
    private int _looks;

    public override Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        _looks++ == 0 ? Task.FromResult(new ObjectReply(ObjectReplyStatus.NotFound)) : base.LookAsync(address, cancellationToken);
}
