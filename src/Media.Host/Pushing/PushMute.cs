namespace Vod.Media.Host.Pushing;

/// <summary>Whether the sound of something that is sent on is replaced by silence; set and read on any thread.</summary>
internal sealed class PushMute
{
    private volatile bool _isMuted;

    /// <summary>Whether it is.</summary>
    public bool IsMuted
    {
        get => _isMuted;
        set => _isMuted = value;
    }
}
