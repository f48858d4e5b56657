namespace Vod.Media.Srtp;

/// <summary>Master key and master salt of one direction; a view of the exported bytes, so nothing is copied that must be wiped.</summary>
internal readonly ref struct SrtpMasterKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
{
    /// <summary>The master key.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>The master salt.</summary>
    public ReadOnlySpan<byte> Salt { get; } = salt;
}
