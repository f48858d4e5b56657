using System.Buffers.Binary;

namespace Vod.Media.Ice;

/// <summary>
/// A local ICE username fragment as a number. All sessions of a worker share one port, so a check from an address seen
/// for the first time is routed by the fragment before the colon of its USERNAME. Ours always have eight characters, which
/// makes the key of the routing table a value and the look-up free of allocations.
/// </summary>
/// <param name="Packed">The eight ASCII characters, the first in the most significant byte.</param>
internal readonly record struct UfragKey(ulong Packed)
{
    /// <summary>Characters of every fragment this server makes: 48 bits, of which RFC 8445 section 5.3 asks for at least 24.</summary>
    public const int Length = 8;

    /// <summary>Packs a fragment of exactly <see cref="Length"/> characters.</summary>
    public static UfragKey FromAscii(ReadOnlySpan<byte> ufrag) => new(BinaryPrimitives.ReadUInt64BigEndian(ufrag));

    /// <summary>
    /// Reads the fragment a check is addressed to. Only well-formed Binding requests have one; whether the check is genuine
    /// is for the session behind the key to find out.
    /// </summary>
    public static bool TryGetLocalUfrag(ReadOnlySpan<byte> datagram, out UfragKey key)
    {
        key = default;
        return StunMessage.TryParse(datagram, out StunMessage message)
            && message.Class == StunClass.Request
            && message.Method == StunMethod.Binding
            && TryGetLocalUfrag(in message, out key);
    }

    /// <summary>Reads the fragment before the colon of USERNAME; false when it cannot be one of ours.</summary>
    public static bool TryGetLocalUfrag(in StunMessage message, out UfragKey key)
    {
        key = default;
        if (!message.TryGetUsername(out ReadOnlySpan<byte> username) || username.Length <= Length || username[Length] != ':')
        {
            return false;
        }

        key = FromAscii(username);
        return true;
    }
}
