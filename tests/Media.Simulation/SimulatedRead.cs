using Vod.Media.Playback;

namespace Vod.Media.Simulation;

/// <summary>How one read of the storage goes.</summary>
/// <param name="Delay">Time it takes; <see cref="TimeSpan.MaxValue"/>: it is never answered.</param>
/// <param name="MissingBytes">Bytes that do not come: the file has been cut short.</param>
/// <param name="Failure">What the storage says, when it fails.</param>
internal sealed record SimulatedRead(TimeSpan Delay, int MissingBytes = 0, MediaFailure? Failure = null)
{
    public static SimulatedRead Never { get; } = new(TimeSpan.MaxValue);
}
