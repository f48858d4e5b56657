namespace Vod.Media.Sdp;

/// <summary>An RTP header extension and the id it has in one media section (RFC 8285 section 5).</summary>
/// <param name="Id">1 to 255; only 1 to 14 fit the one-byte form.</param>
/// <param name="Uri">What the extension is, see <see cref="HeaderExtensionUri"/>.</param>
internal readonly record struct HeaderExtension(byte Id, string Uri)
{
    /// <summary>Largest id of the one-byte form (RFC 8285 section 4.2); 15 is reserved.</summary>
    public const byte MaxOneByteId = 14;
}
