using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>A trun box to build. Fields that are not given are left to the defaults.</summary>
internal sealed record RunSpec(params int[] Sizes)
{
    public uint[]? Durations { get; init; }

    public uint[]? Flags { get; init; }

    public int[]? CompositionOffsets { get; init; }

    public uint? FirstFlags { get; init; }

    public byte Version { get; init; }

    /// <summary>The sizes are those of the defaults and not written.</summary>
    public bool DefaultSizes { get; init; }

    public bool HasDataOffset { get; init; } = true;

    /// <summary>Replaces sample_count.</summary>
    public uint? Count { get; init; }

    public byte[] Build(int dataOffset)
    {
        uint flags = (HasDataOffset ? 1u : 0) | (FirstFlags is null ? 0 : 4u) | (Durations is null ? 0 : 0x100u)
            | (DefaultSizes ? 0 : 0x200u) | (Flags is null ? 0 : 0x400u) | (CompositionOffsets is null ? 0 : 0x800u);
        List<uint> words = [Count ?? (uint)Sizes.Length];
        words.AddRange(HasDataOffset ? [(uint)dataOffset] : []);
        words.AddRange(FirstFlags is { } first ? [first] : []);
        for (int i = 0; i < Sizes.Length; i++)
        {
            words.AddRange(Durations is null ? [] : [Durations[i]]);
            words.AddRange(DefaultSizes ? [] : [(uint)Sizes[i]]);
            words.AddRange(Flags is null ? [] : [Flags[i]]);
            words.AddRange(CompositionOffsets is null ? [] : [(uint)CompositionOffsets[i]]);
        }

        return FullBox("trun", Version, flags, Words([.. words]));
    }
}
