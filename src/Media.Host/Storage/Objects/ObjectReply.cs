namespace Vod.Media.Host.Storage.Objects;

/// <summary>The answer of a store to one request.</summary>
internal sealed class ObjectReply : IDisposable
{
    private readonly IDisposable? _owner;

    /// <param name="status">What it says.</param>
    /// <param name="body">The bytes; only of a range that was found.</param>
    /// <param name="owner">What holds the connection.</param>
    public ObjectReply(ObjectReplyStatus status, Stream? body = null, IDisposable? owner = null)
    {
        Status = status;
        Body = body ?? Stream.Null;
        _owner = owner;
    }

    /// <summary>What the store says.</summary>
    public ObjectReplyStatus Status { get; }

    /// <summary>The version, as the store writes it (RFC 9110 section 8.8.3); empty unless found.</summary>
    public string EntityTag { get; init; } = "";

    /// <summary>Length of the whole object in bytes; 0 unless found.</summary>
    public long Size { get; init; }

    /// <summary>First byte of the body within the object.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes the store promises; the body can break off before (<see cref="IOException"/>, or an early end).</summary>
    public long Length { get; init; }

    /// <summary>How long the store asks to be left alone (Retry-After); null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What went wrong, in one line for the operator's log. Never holds credentials or signatures.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The bytes; empty unless a range was found.</summary>
    public Stream Body { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Body.Dispose();
        _owner?.Dispose();
    }
}
