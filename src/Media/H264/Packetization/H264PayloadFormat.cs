using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.H264.Packetization;

/// <summary>
/// How the samples of one H.264 track become RTP payloads: RFC 6184, non-interleaved mode (packetization-mode=1, section 6.3).
/// Cutting and writing are apart: <see cref="Packetize"/> only plans (<see cref="PacketCut"/>), <see cref="Write"/> makes a payload from
/// a cut. So the first transmission and every later one come from the same code and are the same bytes.
/// Immutable, shared by all viewers and workers.
/// </summary>
internal sealed class H264PayloadFormat : PictureFormat
{
    /// <summary>Smallest payload limit; below it the headers of fragments outweigh what they carry.</summary>
    public const int MinMaxPayloadSize = 32;

    /// <summary>Largest payload limit: <see cref="PacketCut"/> holds 16 bits.</summary>
    public const int MaxMaxPayloadSize = ushort.MaxValue;

    /// <summary>Length prefix of a unit in an aggregation packet (RFC 6184 section 5.7.1), and of our list of parameter sets.</summary>
    internal const int AggregateLengthSize = 2;

    /// <summary>FU indicator and FU header (RFC 6184 section 5.8).</summary>
    internal const int FragmentHeaderSize = 2;

    private const byte StartBit = 0x80;
    private const byte EndBit = 0x40;

    // Both kinds of sets one after another, each behind AggregateLengthSize bytes of length.
    private readonly byte[] _parameterSets;

    /// <summary>Describes a track.</summary>
    /// <param name="nalLengthSize">Bytes of a length prefix in a sample: lengthSizeMinusOne + 1 of the avcC box, 1 to 4.</param>
    /// <param name="sequenceParameterSets">The avcC box's SPS NAL units; none when the track carries them in band (avc3).</param>
    /// <param name="pictureParameterSets">Its PPS NAL units.</param>
    /// <param name="maxPayloadSize">Bytes of the largest payload.</param>
    public H264PayloadFormat(
        int nalLengthSize,
        ReadOnlySpan<ReadOnlyMemory<byte>> sequenceParameterSets,
        ReadOnlySpan<ReadOnlyMemory<byte>> pictureParameterSets,
        int maxPayloadSize = RtpPacketBudget.MaxPayload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nalLengthSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nalLengthSize, sizeof(uint));
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPayloadSize, MinMaxPayloadSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPayloadSize, MaxMaxPayloadSize);
        NalLengthSize = nalLengthSize;
        MaxPayloadSize = maxPayloadSize;
        _parameterSets = [.. Prefixed(sequenceParameterSets), .. Prefixed(pictureParameterSets)];
    }

    /// <summary>Bytes of a length prefix in a sample.</summary>
    public int NalLengthSize { get; }

    /// <summary>Bytes of the largest payload.</summary>
    public int MaxPayloadSize { get; }

    internal ReadOnlySpan<byte> ParameterSets => _parameterSets;

    /// <summary>Plans the packets of an access unit.</summary>
    /// <param name="sample">The access unit as the file has it.</param>
    /// <param name="isSync">
    /// Whether the file lists it as a sync sample; then the parameter sets go before it even when it is a recovery point and no IDR
    /// picture.
    /// </param>
    /// <param name="payloadSize">Bytes of the largest payload of this one; not above <see cref="MaxPayloadSize"/>, which 0 stands for.</param>
    public H264Packetizer Packetize(ReadOnlySpan<byte> sample, bool isSync, int payloadSize = 0) =>
        new(this, sample, isSync, payloadSize == 0 ? MaxPayloadSize : payloadSize);

    /// <inheritdoc/>
    public override int Plan(ReadOnlySpan<byte> bytes, bool isSync, int payloadSize, ref PacketCut[] cuts)
    {
        H264Packetizer packetizer = Packetize(bytes, isSync, payloadSize);
        int count = 0;
        while (packetizer.TryNext(out PacketCut cut))
        {
            if (count == cuts.Length)
            {
                Array.Resize(ref cuts, cuts.Length * 2);
            }

            cuts[count++] = cut;
        }

        return count;
    }

    /// <inheritdoc/>
    public override bool IsDisposable(ReadOnlySpan<byte> bytes) => AccessUnit.IsDisposable(bytes, NalLengthSize);

    /// <inheritdoc/>
    public override int Write(ReadOnlySpan<byte> bytes, PacketCut cut, Span<byte> payload)
    {
        ReadOnlySpan<byte> source = cut.FromParameterSets ? _parameterSets : bytes;
        payload = payload[..cut.PayloadSize];
        return cut.Kind switch
        {
            PacketCutKind.Copy => TryCopy(source, cut.Offset, payload) ? payload.Length : 0,
            PacketCutKind.Aggregate => WriteAggregate(source, cut, payload),
            PacketCutKind.FirstFragment => WriteFragment(source, cut, StartBit, payload),
            PacketCutKind.MiddleFragment => WriteFragment(source, cut, 0, payload),
            PacketCutKind.LastFragment => WriteFragment(source, cut, EndBit, payload),
            _ => 0,
        };
    }

    private static int WriteFragment(ReadOnlySpan<byte> source, PacketCut cut, byte position, Span<byte> payload)
    {
        payload[0] = PayloadHeader.WithType(cut.NalHeader, PayloadHeader.FuA);
        payload[1] = (byte)(position | (cut.NalHeader & PayloadHeader.TypeMask));
        return TryCopy(source, cut.Offset, payload[FragmentHeaderSize..]) ? payload.Length : 0;
    }

    private int WriteAggregate(ReadOnlySpan<byte> source, PacketCut cut, Span<byte> payload)
    {
        int lengthSize = cut.FromParameterSets ? AggregateLengthSize : NalLengthSize;
        SentNalUnitReader units = new(source, lengthSize, (int)Math.Min(cut.Offset, (uint)source.Length));
        payload[0] = cut.NalHeader;
        Span<byte> rest = payload[1..];
        while (!rest.IsEmpty)
        {
            if (!units.TryRead(out SentNalUnit unit) || AggregateLengthSize + unit.Size > rest.Length)
            {
                return 0;
            }

            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)unit.Size);
            source.Slice(unit.Offset, unit.Size).CopyTo(rest[AggregateLengthSize..]);
            rest = rest[(AggregateLengthSize + unit.Size)..];
        }

        return payload.Length;
    }

    private static bool TryCopy(ReadOnlySpan<byte> source, uint offset, Span<byte> destination)
    {
        if (offset + (ulong)destination.Length > (ulong)source.Length)
        {
            return false;
        }

        source.Slice((int)offset, destination.Length).CopyTo(destination);
        return true;
    }

    private static byte[] Prefixed(ReadOnlySpan<ReadOnlyMemory<byte>> units)
    {
        List<byte> bytes = [];
        foreach (ReadOnlyMemory<byte> unit in units)
        {
            // The avcC box counts their bytes with 16 bits (ISO/IEC 14496-15 section 5.3.3.1).
            ArgumentOutOfRangeException.ThrowIfGreaterThan(unit.Length, ushort.MaxValue);
            bytes.AddRange([(byte)(unit.Length >> 8), (byte)unit.Length]);
            bytes.AddRange(unit.Span);
        }

        return [.. bytes];
    }
}
