using System.Buffers.Binary;
using Vod.Media.H264;

namespace Vod.Media.Mp4.Writing;

/// <summary>How the pictures of a part of a recording are encoded: a sample entry of the finished file.</summary>
internal sealed class PictureFormat
{
    private const int LengthSize = sizeof(uint);

    /// <param name="configuration">The parameter sets, four bytes in front of each NAL unit of the samples.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public PictureFormat(AvcConfiguration configuration, int width, int height)
    {
        Configuration = configuration;
        Width = width;
        Height = height;
        Record = configuration.ToBytes();
        InBand = ToInBand(configuration);
    }

    /// <summary>A format nobody has seen a picture of: the parameter sets, if any come, are in the samples.</summary>
    public static PictureFormat Unknown { get; } = new(
        new AvcConfiguration
        {
            // Constrained baseline at level 3.1, what every browser can send.
            Profile = 0x42,
            Compatibility = 0xE0,
            Level = 0x1F,
            NalLengthSize = LengthSize,
            SequenceParameterSets = [],
            PictureParameterSets = [],
        },
        width: 640,
        height: 480);

    /// <summary>The parameter sets.</summary>
    public AvcConfiguration Configuration { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The body of avcC.</summary>
    public ReadOnlyMemory<byte> Record { get; }

    /// <summary>The parameter sets as the samples of an avc3 track bring them along.</summary>
    public ReadOnlyMemory<byte> InBand { get; }

    /// <summary>Whether samples of both can be decoded with the same sample entry.</summary>
    public bool IsSame(PictureFormat other) => Width == other.Width && Height == other.Height && Record.Span.SequenceEqual(other.Record.Span);

    /// <summary>Reads the parameter sets that stand in front of the first picture data of a sample.</summary>
    /// <param name="sample">The sample, or as much of its beginning as the sets need.</param>
    /// <param name="length">How many bytes the sets take; 0 without any.</param>
    /// <returns>Null when there is no set that can be read.</returns>
    public static PictureFormat? ReadInBand(ReadOnlySpan<byte> sample, out int length)
    {
        List<ReadOnlyMemory<byte>> sequence = [];
        List<ReadOnlyMemory<byte>> picture = [];
        length = 0;
        while (TryReadSet(sample[length..], out ReadOnlySpan<byte> nal))
        {
            List<ReadOnlyMemory<byte>> sets = new NalUnitHeader(nal[0]).Type == NalUnitType.SequenceParameterSet ? sequence : picture;
            sets.Add(nal.ToArray());
            length += LengthSize + nal.Length;
        }

        if (sequence.Count == 0 || picture.Count == 0 || !SequenceParameterSet.TryParse(sequence[0].Span, out SequenceParameterSet? first))
        {
            return null;
        }

        AvcConfiguration configuration = new()
        {
            Profile = first.ProfileIdc,
            Compatibility = first.ConstraintFlags,
            Level = first.LevelIdc,
            NalLengthSize = LengthSize,
            SequenceParameterSets = sequence,
            PictureParameterSets = picture,
        };
        return new PictureFormat(configuration, first.Width, first.Height);
    }

    private static bool TryReadSet(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> nal)
    {
        nal = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(rest, out uint size) || size == 0 || size > rest.Length - LengthSize)
        {
            return false;
        }

        nal = rest.Slice(LengthSize, (int)size);
        return new NalUnitHeader(nal[0]).Type is NalUnitType.SequenceParameterSet or NalUnitType.PictureParameterSet;
    }

    private static byte[] ToInBand(AvcConfiguration configuration)
    {
        BoxWriter writer = new();
        foreach (ReadOnlyMemory<byte> set in configuration.SequenceParameterSets.Concat(configuration.PictureParameterSets))
        {
            writer.UInt32((uint)set.Length);
            writer.Bytes(set.Span);
        }

        return writer.Written.ToArray();
    }
}
