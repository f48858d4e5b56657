namespace Vod.Api.Wcs;

/// <summary>What a client that wants to play has got.</summary>
internal enum JoinStage
{
    /// <summary><c>setRemoteSDP</c>: the answer to its offer.</summary>
    Answered,

    /// <summary>PLAYING or PUBLISHING: media flows.</summary>
    Playing,
}
