namespace Vod.Media.Sdp;

/// <summary>Why an offer and a file do not go together.</summary>
internal enum NegotiationFailure
{
    /// <summary>They do.</summary>
    None,

    /// <summary>The peer wants a kind of media the file has, but not in a codec we can send.</summary>
    NoCommonCodec,

    /// <summary>The peer wants nothing the file has.</summary>
    NothingToPlay,
}
