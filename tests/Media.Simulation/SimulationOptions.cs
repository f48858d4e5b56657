namespace Vod.Media.Simulation;

/// <summary>What is simulated.</summary>
internal sealed record SimulationOptions
{
    /// <summary>Length of the file in pictures.</summary>
    public int Frames { get; init; } = 60;

    public bool HasVideo { get; init; } = true;

    public bool HasAudio { get; init; } = true;

    /// <summary>Whether RFC 4588 was agreed on.</summary>
    public bool HasRetransmissionStream { get; init; } = true;

    /// <summary>Whether the browser sends NACKs.</summary>
    public bool SendsFeedback { get; init; } = true;

    /// <summary>Longest time a read takes.</summary>
    public TimeSpan StorageDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The browser expects another certificate than the server has.</summary>
    public bool WrongServerFingerprint { get; init; }
}
