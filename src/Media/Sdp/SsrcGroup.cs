namespace Vod.Media.Sdp;

/// <summary>An ssrc-group attribute (RFC 5576 section 4.2).</summary>
/// <param name="Semantics">"FID": the second SSRC retransmits the first (RFC 4588).</param>
/// <param name="Ssrcs">Members in order.</param>
internal sealed record SsrcGroup(string Semantics, IReadOnlyList<uint> Ssrcs);
