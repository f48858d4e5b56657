using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Load.Reception;

/// <summary>
/// Waits for a complete IDR picture: from the packet in which one begins to the packet with the marker, without a gap between them (RFC 6184). That it is reached says that a decoder
/// could have shown a picture.
/// </summary>
internal sealed class KeyFrameWatch
{
    private const int TypeMask = 0x1F;
    private const int IdrSlice = 5;
    private const int StapA = 24;
    private const int FuA = 28;
    private const byte FragmentStart = 0x80;
    private SequenceNumber _next;
    private bool _isInside;

    /// <summary>Notes a packet of the video stream; true when it completes a key frame.</summary>
    public bool Add(in RtpHeader header, ReadOnlySpan<byte> payload)
    {
        _isInside = (_isInside && header.SequenceNumber == _next) || BeginsIdr(payload);
        _next = header.SequenceNumber.Next;
        return _isInside && header.Marker;
    }

    private static bool BeginsIdr(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2)
        {
            return false;
        }

        return TypeOf(payload[0]) switch
        {
            IdrSlice => true,
            FuA => (payload[1] & FragmentStart) != 0 && TypeOf(payload[1]) == IdrSlice,
            StapA => HoldsIdr(payload[1..]),
            _ => false,
        };
    }

    private static bool HoldsIdr(ReadOnlySpan<byte> units)
    {
        while (units.Length > sizeof(ushort))
        {
            if (TypeOf(units[sizeof(ushort)]) == IdrSlice)
            {
                return true;
            }

            units = units[Math.Min(units.Length, sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(units))..];
        }

        return false;
    }

    private static int TypeOf(byte header) => header & TypeMask;
}
