namespace Vod.Grains.Abstractions.Streams;

/// <summary>New ICE credentials of the node for a viewer (RFC 8445 section 9); its candidates stay those of the answer.</summary>
/// <param name="Ufrag">The user name fragment.</param>
/// <param name="Password">The password.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerIceRestart")]
public sealed record ViewerIceRestart([property: Id(0)] string Ufrag, [property: Id(1)] string Password);
