namespace Vod.Media.Playback;

/// <content>Pictures that come while they are played.</content>
internal sealed partial class PictureCursor
{
    private readonly LiveSupply? _live;

    /// <summary>Whether the pictures come while they are played: then nobody says when the next one is there, and key frames are made on request.</summary>
    public bool IsLive => _live is not null;

    /// <inheritdoc cref="LiveSupply.RequestKeyFrame"/>
    public void RequestKeyFrame() => _live!.RequestKeyFrame();

    private void StandOnLive(long lap, long time) => StandOn(_live!, _live!.KeyBefore(lap, time), lap, time);

    // What is late is sent all the same; only what a newer key frame makes needless is left out.
    private void CatchUpLive()
    {
        if (_live!.NewestKey is var key && key > _next)
        {
            _jumpTo = key;
        }
    }
}
