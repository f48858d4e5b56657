namespace Vod.Media.Sdp;

/// <summary>Why an offer and what this server has for it do not go together.</summary>
internal enum NegotiationFailure
{
    /// <summary>They do.</summary>
    None,

    /// <summary>The peer wants a kind of media the file has, but not in a codec we can send; or it sends one, but not in a codec we can take.</summary>
    NoCommonCodec,

    /// <summary>The peer wants nothing the file has.</summary>
    NothingToPlay,

    /// <summary>The peer sends neither picture nor sound.</summary>
    NothingToPublish,
}
