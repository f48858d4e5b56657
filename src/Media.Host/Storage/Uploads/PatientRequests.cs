using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Makes requests to a store again that fail for a moment, so that an upload of an hour does not begin anew for one of them.</summary>
/// <param name="clock">What waits are measured with.</param>
/// <param name="backoff">How long they are.</param>
internal sealed class PatientRequests(TimeProvider clock, Backoff backoff)
{
    /// <summary>Tries of one request. With the waits of <see cref="Backoff"/> that is a second and a half of trouble; what lasts longer ends the upload, which waits longer itself.</summary>
    public const int MaxTries = 5;

    /// <summary>How long a request may take: a part of <see cref="UploadParts.DefaultBytes"/> at 56 kB/s.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait that a store can ask for (Retry-After).</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Makes a request.</summary>
    /// <returns>The last answer.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ObjectReply> AskAsync(Func<CancellationToken, Task<ObjectReply>> ask, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            ObjectReply reply = await AskOnceAsync(ask, cancellationToken);
            if (tries == MaxTries || reply.Status is not (ObjectReplyStatus.Throttled or ObjectReplyStatus.Unavailable))
            {
                return reply;
            }

            TimeSpan wait = backoff.After(tries);
            if (reply.RetryAfter is { } asked && asked > wait)
            {
                wait = asked < MaxRetryAfter ? asked : MaxRetryAfter;
            }

            reply.Dispose();
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<ObjectReply> AskOnceAsync(Func<CancellationToken, Task<ObjectReply>> ask, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(RequestTimeout, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return StoreAnswer.Without(ObjectReplyStatus.Unavailable, $"a request took longer than {RequestTimeout}");
        }
    }
}
