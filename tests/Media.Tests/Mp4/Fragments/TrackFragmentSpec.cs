using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>A traf box to build.</summary>
internal sealed record TrackFragmentSpec(uint TrackId, params RunSpec[] Runs)
{
    public OffsetBase Base { get; init; } = OffsetBase.Fragment;

    /// <summary>baseMediaDecodeTime; without it there is no tfdt box.</summary>
    public ulong? DecodeTime { get; init; }

    public byte DecodeTimeVersion { get; init; } = 1;

    public uint? Description { get; init; }

    public uint? Duration { get; init; }

    public uint? Size { get; init; }

    public uint? Flags { get; init; }

    public int DataLength => Runs.Sum(static run => run.Sizes.Sum());

    /// <param name="baseOffset">base-data-offset, if that is what offsets count from.</param>
    /// <param name="dataOffset">From what offsets count from to the data of the first run.</param>
    public byte[] Build(long baseOffset, int dataOffset)
    {
        uint flags = (Base == OffsetBase.Absolute ? 1u : 0) | (Base == OffsetBase.Fragment ? 0x2_0000u : 0) | (Description is null ? 0 : 2u)
            | (Duration is null ? 0 : 8u) | (Size is null ? 0 : 0x10u) | (Flags is null ? 0 : 0x20u);
        byte[] header = FullBox("tfhd", 0, flags, U32(TrackId), Base == OffsetBase.Absolute ? U64((ulong)baseOffset) : [],
            Optional(Description), Optional(Duration), Optional(Size), Optional(Flags));
        byte[] time = DecodeTime is { } decodeTime
            ? FullBox("tfdt", DecodeTimeVersion, 0, DecodeTimeVersion == 1 ? U64(decodeTime) : U32((uint)decodeTime))
            : [];
        List<byte> runs = [];
        foreach (RunSpec run in Runs)
        {
            runs.AddRange(run.Build(dataOffset));
            dataOffset += run.Sizes.Sum();
        }

        return Box("traf", header, time, [.. runs]);
    }

    private static byte[] Optional(uint? field) => field is { } value ? U32(value) : [];
}
