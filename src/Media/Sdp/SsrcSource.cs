namespace Vod.Media.Sdp;

/// <summary>An SSRC named in a description (RFC 5576 section 4.1).</summary>
/// <param name="Ssrc">The SSRC.</param>
/// <param name="CName">Its canonical name, equal for streams to be played in sync; empty when not given.</param>
internal readonly record struct SsrcSource(uint Ssrc, string CName);
