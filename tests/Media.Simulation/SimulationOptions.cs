using Vod.Media.Bandwidth;
using Vod.Media.Ice;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Simulation;

/// <summary>What is simulated.</summary>
internal sealed record SimulationOptions
{
    /// <summary>Length of the file in pictures.</summary>
    public int Frames { get; init; } = 60;

    /// <summary>Pictures from one key frame to the next.</summary>
    public int FramesPerGroup { get; init; } = SimulatedFile.FramesPerGroup;

    /// <summary>Bytes of the smallest picture.</summary>
    public int SmallestPicture { get; init; } = 200;

    /// <summary>Bytes of the smallest packet of sound; the largest has 300.</summary>
    public int SmallestSound { get; init; } = 3;

    /// <summary>Bytes of the largest picture that is no key frame.</summary>
    public int LargestPicture { get; init; } = SimulatedFile.LargestPicture;

    /// <summary>Bytes of the largest key frame.</summary>
    public int LargestKeyFrame { get; init; } = SimulatedFile.LargestKeyFrame;

    /// <summary>Every how many pictures after a key frame there is one nobody refers to; 0 for none.</summary>
    public int DisposableEvery { get; init; }

    /// <summary>How the browser tells what its path carries.</summary>
    public PathFeedback PathFeedback { get; init; }

    public bool HasVideo { get; init; } = true;

    public bool HasAudio { get; init; } = true;

    /// <summary>Whether RFC 4588 was agreed on.</summary>
    public bool HasRetransmissionStream { get; init; } = true;

    /// <summary>Whether the browser sends NACKs.</summary>
    public bool SendsFeedback { get; init; } = true;

    /// <summary>How long the server waits for checks.</summary>
    public IceTimeouts IceTimeouts { get; init; } = IceTimeouts.Default;

    /// <summary>Longest time a read takes.</summary>
    public TimeSpan StorageDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>What happens to a read, by its number from 0: how long it takes and how it ends. Null: within <see cref="StorageDelay"/>, well.</summary>
    public Func<int, SimulatedRead?> Storage { get; init; } = static _ => null;

    /// <summary>Whether the operating system has the byte of the file at a position in memory; null: it cannot say.</summary>
    public Func<PlaybackSimulation, long, bool>? Resident { get; init; }

    /// <summary>Sound packets that are not there before the virtual time of <see cref="AudioReadyAfter"/>; the others always are.</summary>
    public Range AudioNotReady { get; init; } = ..0;

    /// <summary>When, after the start of the simulation, <see cref="AudioNotReady"/> ends.</summary>
    public TimeSpan AudioReadyAfter { get; init; } = TimeSpan.MaxValue;

    /// <summary>Why the preparation of the sound has been given up; null: it has not.</summary>
    public MediaFailure? AudioFails { get; init; }

    /// <summary>How long a shared timeline has been running when the viewer comes; null: it has its own.</summary>
    public TimeSpan? SharedFor { get; init; }

    /// <summary>How much before its time the server may send what goes with what is due.</summary>
    public TimeSpan Lead { get; init; }

    /// <summary>When it begins; null: at some time.</summary>
    public MonotonicTime? StartsAt { get; init; }

    /// <summary>Whether the file is played in a loop.</summary>
    public bool Loops { get; init; }

    /// <summary>The browser expects another certificate than the server has.</summary>
    public bool WrongServerFingerprint { get; init; }
}
