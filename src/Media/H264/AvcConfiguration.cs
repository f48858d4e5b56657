using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.H264;

/// <summary>AVCDecoderConfigurationRecord, the body of an avcC box (ISO/IEC 14496-15, 5.3.3.1).</summary>
internal sealed class AvcConfiguration
{
    private const int FixedLength = 6;
    private const byte SupportedVersion = 1;

    /// <summary>AVCProfileIndication.</summary>
    public required byte Profile { get; init; }

    /// <summary>profile_compatibility: the constraint flags.</summary>
    public required byte Compatibility { get; init; }

    /// <summary>AVCLevelIndication.</summary>
    public required byte Level { get; init; }

    /// <summary>Bytes of the length in front of each NAL unit: 1, 2 or 4.</summary>
    public required int NalLengthSize { get; init; }

    /// <summary>NAL units of type 7; may be none for avc3, whose parameter sets travel in the samples.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> SequenceParameterSets { get; init; }

    /// <summary>NAL units of type 8.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> PictureParameterSets { get; init; }

    /// <summary>The first sequence parameter set, read; null if there is none or it is broken.</summary>
    public SequenceParameterSet? SequenceParameterSet { get; private init; }

    /// <summary>
    /// The same configuration, with a sequence parameter set that was found in the samples. The list of sets stays as it is: the samples bring them along.
    /// </summary>
    public AvcConfiguration WithInBand(SequenceParameterSet found) => new()
    {
        Profile = Profile,
        Compatibility = Compatibility,
        Level = Level,
        NalLengthSize = NalLengthSize,
        SequenceParameterSets = SequenceParameterSets,
        PictureParameterSets = PictureParameterSets,
        SequenceParameterSet = found,
    };

    /// <summary>profile-level-id of RFC 6184 section 8.1 as a number, such as 0x42E01F.</summary>
    public uint ProfileLevelId => ((uint)Profile << 16) | ((uint)Compatibility << 8) | Level;

    /// <summary>Reads the body of an avcC box. The extension fields of the High profiles repeat the SPS and are not read.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out AvcConfiguration? configuration)
    {
        configuration = null;
        int lengthSize = body.Length > 4 ? (body[4] & 0x03) + 1 : 0;
        if (body.Length < FixedLength || body[0] != SupportedVersion || lengthSize == 3)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = body[FixedLength..];
        if (!TryReadSets(body[5] & 0x1F, ref rest, out List<ReadOnlyMemory<byte>> sequenceSets) || rest.IsEmpty)
        {
            return false;
        }

        int pictureSetCount = rest[0];
        rest = rest[1..];
        if (!TryReadSets(pictureSetCount, ref rest, out List<ReadOnlyMemory<byte>> pictureSets))
        {
            return false;
        }

        ReadOnlySpan<byte> firstSet = sequenceSets.Count > 0 ? sequenceSets[0].Span : default;
        bool known = SequenceParameterSet.TryParse(firstSet, out SequenceParameterSet? first);
        configuration = new AvcConfiguration
        {
            Profile = body[1],
            Compatibility = body[2],
            Level = body[3],
            NalLengthSize = lengthSize,
            SequenceParameterSets = sequenceSets,
            PictureParameterSets = pictureSets,
            SequenceParameterSet = known ? first : null,
        };
        return true;
    }

    /// <summary>The record as bytes, without the extension fields of the High profiles, which repeat the SPS.</summary>
    public byte[] ToBytes()
    {
        List<byte> bytes = [SupportedVersion, Profile, Compatibility, Level, (byte)(0xFC | (NalLengthSize - 1))];
        bytes.Add((byte)(0xE0 | SequenceParameterSets.Count));
        AddSets(bytes, SequenceParameterSets);
        bytes.Add((byte)PictureParameterSets.Count);
        AddSets(bytes, PictureParameterSets);
        return [.. bytes];
    }

    private static void AddSets(List<byte> bytes, IReadOnlyList<ReadOnlyMemory<byte>> sets)
    {
        foreach (ReadOnlyMemory<byte> set in sets)
        {
            bytes.AddRange([(byte)(set.Length >> 8), (byte)set.Length]);
            bytes.AddRange(set.Span);
        }
    }

    private static bool TryReadSets(int count, ref ReadOnlySpan<byte> rest, out List<ReadOnlyMemory<byte>> sets)
    {
        sets = [];
        for (; count > 0; count--)
        {
            if (!BinaryPrimitives.TryReadUInt16BigEndian(rest, out ushort length) || length > rest.Length - 2)
            {
                return false;
            }

            if (length > 0)
            {
                sets.Add(rest.Slice(2, length).ToArray());
            }

            rest = rest[(2 + length)..];
        }

        return true;
    }
}
