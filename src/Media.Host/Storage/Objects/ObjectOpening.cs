namespace Vod.Media.Host.Storage.Objects;

/// <summary>One opening of an object for all who want it at that time. Guarded by the lock of the storage.</summary>
internal sealed class ObjectOpening
{
    /// <summary>What is found. Never fails.</summary>
    public Task<ObjectFound> Found { get; set; } = null!;

    /// <summary>When the answer came, as a timestamp; null as long as it has not.</summary>
    public long? AnsweredAt { get; set; }

    /// <summary>Those who wait for it, or are about to open what was found.</summary>
    public int Joined { get; set; }

    /// <summary>What is held open until all of them have it open themselves: its first blocks may be on their way.</summary>
    public ObjectVersion? Held { get; set; }
}
