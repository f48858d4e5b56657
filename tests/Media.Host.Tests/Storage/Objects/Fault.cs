using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>What goes wrong with one request.</summary>
internal sealed record Fault
{
    /// <summary>The store says this instead of answering.</summary>
    public ObjectReplyStatus? Status { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No answer until the caller gives up.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The body ends after these bytes.</summary>
    public long? EndsAfter { get; init; }

    /// <summary>What happens there instead of an end: it stalls until the caller gives up, or the connection is reset.</summary>
    public BodyEnd End { get; init; }

    /// <summary>Bytes that follow the right ones.</summary>
    public int Surplus { get; init; }

    /// <summary>The answer says that it begins elsewhere, and does.</summary>
    public long ShiftedBy { get; init; }

    /// <summary>The answer is that of another version.</summary>
    public ScriptedObject? Instead { get; init; }

    /// <summary>The answer waits for this.</summary>
    public Task? Gate { get; init; }

    /// <summary>The body waits for this before each piece: bytes given so far in, until when out.</summary>
    public Func<long, Task>? BodyGate { get; init; }
}
