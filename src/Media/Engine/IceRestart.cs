namespace Vod.Media.Engine;

/// <summary>New ICE credentials of a session (RFC 8445 section 9). The old ones stay good until the browser has used these.</summary>
/// <param name="Ufrag">The user name fragment.</param>
/// <param name="Password">The password.</param>
public sealed record IceRestart(string Ufrag, string Password);
