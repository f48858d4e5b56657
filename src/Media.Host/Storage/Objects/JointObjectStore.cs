using System.Collections.Concurrent;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// Several accounts under one name. The first that can read anything in a bucket is asked alone from then on, so that a call is one request; only for a bucket nobody has read from
/// are they asked one after the other.
/// </summary>
/// <param name="name">The name the settings give them.</param>
/// <param name="stores">The accounts in the order in which they are asked; disposed of with this.</param>
internal sealed class JointObjectStore(string name, IReadOnlyList<IObjectStore> stores) : IObjectStore
{
    /// <summary>Buckets that are remembered. More than an operator has, and viewers can only add to them by reading something.</summary>
    public const int MaxBuckets = 10_000;

    private readonly ConcurrentDictionary<string, IObjectStore> _homes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        AskAsync(address.Bucket, store => store.LookAsync(address, cancellationToken));

    /// <inheritdoc/>
    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken) =>
        AskAsync(address.Bucket, store => store.GetAsync(address, offset, length, entityTag, cancellationToken));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IObjectStore store in stores)
        {
            store.Dispose();
        }
    }

    private async Task<ObjectReply> AskAsync(string bucket, Func<IObjectStore, Task<ObjectReply>> ask)
    {
        if (_homes.TryGetValue(bucket, out IObjectStore? home))
        {
            ObjectReply reply = await ask(home);
            if (reply.Status == ObjectReplyStatus.Denied)
            {
                // The account may have lost the bucket to another: the next call finds out.
                _homes.TryRemove(bucket, out _);
            }

            return reply;
        }

        ObjectReply? refusal = null;
        foreach (IObjectStore store in stores)
        {
            ObjectReply reply = await ask(store);
            if (!IsRefusal(reply.Status))
            {
                refusal?.Dispose();
                Remember(bucket, store, reply.Status);
                return reply;
            }

            // That there is nothing says more than that one may not look.
            if (refusal is null || (reply.Status == ObjectReplyStatus.NotFound && refusal.Status != ObjectReplyStatus.NotFound))
            {
                (refusal, reply) = (reply, refusal!);
            }

            reply?.Dispose();
        }

        return refusal!;
    }

    private static bool IsRefusal(ObjectReplyStatus status) => status is ObjectReplyStatus.NotFound or ObjectReplyStatus.Denied or ObjectReplyStatus.Failed;

    private void Remember(string bucket, IObjectStore store, ObjectReplyStatus status)
    {
        if (status is ObjectReplyStatus.Found or ObjectReplyStatus.Changed or ObjectReplyStatus.BeyondEnd && _homes.Count < MaxBuckets)
        {
            _homes[bucket] = store;
        }
    }
}
