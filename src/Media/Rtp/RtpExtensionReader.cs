namespace Vod.Media.Rtp;

/// <summary>
/// Walks the elements of a header extension in the one-byte or two-byte form of RFC 8285. Any other profile has no elements.
/// An element that does not fit ends the walk: what came before it stands.
/// </summary>
internal ref struct RtpExtensionReader
{
    /// <summary>Profile of the one-byte form (RFC 8285 section 4.2).</summary>
    public const ushort OneByteProfile = 0xBEDE;

    /// <summary>Profile of the two-byte form without its four application bits (RFC 8285 section 4.3).</summary>
    public const ushort TwoByteProfile = 0x1000;

    private const ushort TwoByteProfileMask = 0xFFF0;
    private const byte PaddingId = 0;
    private const int IdShift = 4;
    private const int LengthMask = 0x0F;

    // RFC 8285 section 4.2: "15" is reserved and makes a receiver stop.
    private const byte StopId = 15;
    private readonly bool _oneByte;
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first byte after the extension's length word.</summary>
    public RtpExtensionReader(ushort profile, ReadOnlySpan<byte> data)
    {
        _oneByte = profile == OneByteProfile;
        _rest = _oneByte || (profile & TwoByteProfileMask) == TwoByteProfile ? data : default;
    }

    /// <summary>Reads the next element; its data may be empty in the two-byte form.</summary>
    public bool TryRead(out byte id, out ReadOnlySpan<byte> data)
    {
        while (!_rest.IsEmpty && _rest[0] == PaddingId)
        {
            _rest = _rest[1..];
        }

        int headerSize = _oneByte ? 1 : 2;
        int length = 0;
        id = 0;
        if (_rest.Length >= headerSize)
        {
            // The one-byte form holds the number of data bytes less one.
            (id, length) = _oneByte ? ((byte)(_rest[0] >> IdShift), (_rest[0] & LengthMask) + 1) : (_rest[0], _rest[1]);
        }

        if (id == 0 || (_oneByte && id == StopId) || _rest.Length < headerSize + length)
        {
            _rest = default;
            data = default;
            return false;
        }

        data = _rest.Slice(headerSize, length);
        _rest = _rest[(headerSize + length)..];
        return true;
    }
}
