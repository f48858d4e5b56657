using System.Collections.Concurrent;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>A store in memory that does what a test tells it, and remembers what it was asked.</summary>
internal sealed class ScriptedStore(TimeProvider clock) : IObjectStore
{
    /// <summary>What never comes.</summary>
    public static readonly Task Never = new TaskCompletionSource().Task;

    private static readonly Fault None = new();

    private readonly ConcurrentQueue<StoreRequest> _requests = [];
    private readonly ConcurrentQueue<DateTimeOffset> _times = [];
    private int _parked;
    private int _underWay;
    private int _mostUnderWay;
    private long _bytesAsked;

    public string Name { get; init; } = "films";

    public ConcurrentDictionary<string, ScriptedObject> Objects { get; } = [];

    /// <summary>What goes wrong, by the number of the request and what it is; null for nothing.</summary>
    public Func<int, StoreRequest, Fault?> Script { get; set; } = static (_, _) => null;

    /// <summary>Bytes of a piece of a body.</summary>
    public int PieceBytes { get; set; } = 64 * 1024;

    public IReadOnlyList<StoreRequest> Requests => [.. _requests];

    /// <summary>When each request came.</summary>
    public IReadOnlyList<DateTimeOffset> Times => [.. _times];

    public int Count => _requests.Count;

    /// <summary>Requests that wait for a test to do something, or to be given up.</summary>
    public int Parked => Volatile.Read(ref _parked);

    public int MostUnderWay => _mostUnderWay;

    public long BytesAsked => Volatile.Read(ref _bytesAsked);

    public bool IsDisposed { get; private set; }

    public Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        AnswerAsync(new(address.Key, 0, 0, null), cancellationToken);

    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken) =>
        AnswerAsync(new(address.Key, offset, length, entityTag), cancellationToken);

    public void Dispose() => IsDisposed = true;

    /// <summary>Waits, and lets it be known.</summary>
    public async Task ParkAsync(Task task, CancellationToken cancellationToken)
    {
        if (task.IsCompleted)
        {
            return;
        }

        // In the thread that ends the wait, so that nobody takes it for waiting still.
        Interlocked.Increment(ref _parked);
        UnderWay end = new(() => Interlocked.Decrement(ref _parked));
        _ = task.ContinueWith(static (_, end) => ((UnderWay)end!).Dispose(), end, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using (end)
        {
            using CancellationTokenRegistration given = cancellationToken.Register(end.Dispose);
            await task.WaitAsync(cancellationToken);
        }
    }

    private async Task<ObjectReply> AnswerAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        Assert.True(request.Offset >= 0 && request.Length >= 0, $"a senseless request: {request}");
        int number;
        lock (_requests)
        {
            number = _requests.Count;
            _times.Enqueue(clock.GetUtcNow());
            _requests.Enqueue(request);
        }

        Interlocked.Add(ref _bytesAsked, request.Length);
        int underWay = Interlocked.Increment(ref _underWay);
        InterlockedMax(ref _mostUnderWay, underWay);
        UnderWay end = new(() => Interlocked.Decrement(ref _underWay));
        try
        {
            Fault fault = Script(number, request) ?? None;
            await ParkAsync(fault.IsSilent ? Never : fault.Gate ?? Task.CompletedTask, cancellationToken);
            await Task.Yield();

            return Answer(request, fault, end);
        }
        catch
        {
            end.Dispose();
            throw;
        }
    }

    private ObjectReply Answer(StoreRequest request, Fault fault, UnderWay end)
    {
        if (fault.Status is { } status)
        {
            end.Dispose();
            return new ObjectReply(status) { RetryAfter = fault.RetryAfter, Detail = $"scripted {status}" };
        }

        ScriptedObject? found = fault.Instead ?? Objects.GetValueOrDefault(request.Key);
        ObjectReplyStatus natural = found is null ? ObjectReplyStatus.NotFound
            : fault.Instead is null && request.EntityTag is { } tag && tag != found.EntityTag ? ObjectReplyStatus.Changed
            : request.Length > 0 && request.Offset >= found.Size ? ObjectReplyStatus.BeyondEnd
            : ObjectReplyStatus.Found;
        if (natural != ObjectReplyStatus.Found || request.Length == 0)
        {
            end.Dispose();
            return new ObjectReply(natural) { EntityTag = found?.EntityTag ?? "", Size = found?.Size ?? 0 };
        }

        long offset = request.Offset + fault.ShiftedBy;
        long length = Math.Min(request.Length, found!.Size - offset);
        ScriptedBody body = new(found, offset, length, fault, this);
        return new ObjectReply(natural, body, end) { EntityTag = found.EntityTag, Size = found.Size, Offset = offset, Length = length };
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private sealed class UnderWay(Action end) : IDisposable
    {
        private int _isEnded;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isEnded, 1) == 0)
            {
                end();
            }
        }
    }
}
