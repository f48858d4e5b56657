using Vod.Media.Engine;

namespace Vod.Media.Host.Pushing;

/// <summary>How it stands with all that a node sends on; read at any time from any thread.</summary>
internal sealed class PushCounters
{
    private readonly long[] _states = new long[Enum.GetValues<PushState>().Length];
    private long _broken;

    /// <summary>Connections that broke or could not be made.</summary>
    public long Broken => Interlocked.Read(ref _broken);

    /// <summary>What is in a state.</summary>
    public long In(PushState state) => Interlocked.Read(ref _states[(int)state]);

    /// <summary>One more is in a state.</summary>
    public void Enter(PushState state) => Interlocked.Increment(ref _states[(int)state]);

    /// <summary>One less is in a state.</summary>
    public void Leave(PushState state) => Interlocked.Decrement(ref _states[(int)state]);

    /// <summary>A connection broke or could not be made.</summary>
    public void NoteBroken() => Interlocked.Increment(ref _broken);
}
