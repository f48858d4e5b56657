using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>A track to build. Every table can be replaced or left out (empty array); by default it is a small sound H.264 track.</summary>
internal sealed record TrackSpec
{
    public static TrackSpec Video { get; } = new();

    public static TrackSpec Audio { get; } = new()
    {
        Id = 2,
        Handler = "soun",
        Timescale = 44100,
        SampleEntries = [AudioEntry()],
        Sizes = [300, 310, 320, 330],
        ChunkSamples = [2, 2],
        TimeToSample = Table("stts", 0, [4, 1024]),
        SyncSamples = [],
    };

    public uint Id { get; init; } = 1;

    public uint Flags { get; init; } = 3;

    public string Handler { get; init; } = "vide";

    public uint Timescale { get; init; } = 1000;

    public int Language { get; init; } = 0x55C4; // "und"

    public int[] Matrix { get; init; } = [1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30];

    public byte[][] SampleEntries { get; init; } = [VideoEntry()];

    /// <summary>Size of each sample; also what is put into mdat for it.</summary>
    public int[] Sizes { get; init; } = [50, 20, 30, 40];

    /// <summary>Samples of each chunk.</summary>
    public int[] ChunkSamples { get; init; } = [3, 1];

    public bool LargeOffsets { get; init; }

    /// <summary>Added to all chunk offsets.</summary>
    public ulong OffsetBias { get; init; }

    public byte[] TimeToSample { get; init; } = Table("stts", 0, [4, 40]);

    public byte[] CompositionOffsets { get; init; } = [];

    public byte[] SyncSamples { get; init; } = Table("stss", 0, [1], [3]);

    /// <summary>Further boxes in stbl.</summary>
    public byte[] MoreTables { get; init; } = [];

    /// <summary>Replaces stsz.</summary>
    public byte[]? SampleSizes { get; init; }

    /// <summary>Replaces stsc.</summary>
    public byte[]? SampleToChunk { get; init; }

    /// <summary>Replaces stco or co64.</summary>
    public byte[]? ChunkOffsets { get; init; }

    public byte[] Edits { get; init; } = [];

    public byte[]? TrackHeader { get; init; }

    public byte[]? MediaHeader { get; init; }

    /// <summary>Further boxes at the end of minf.</summary>
    public byte[] Extra { get; init; } = [];

    public const string AvcConfiguration = "0142C00BFFE100176742C00BD902847E5C0440000003004000000C83C50A9201000568CB83CB20";

    public static byte[] VideoEntry(string format = "avc1", params byte[][] boxes) =>
        Box(format, Zeros(6), U16(1), Zeros(16), U16(160), U16(120), Zeros(50),
            boxes.Length > 0 ? Join(boxes) : Box("avcC", Convert.FromHexString(AvcConfiguration)));

    public static byte[] AudioEntry(string format = "mp4a", int version = 0, byte[]? extra = null, byte[]? boxes = null) =>
        Box(format, Zeros(6), U16(1), U16(version), Zeros(6), U16(2), U16(16), Zeros(4), U32(44100u << 16),
            extra ?? [], boxes ?? Descriptor());

    /// <summary>An esds box.</summary>
    public static byte[] Descriptor(byte objectType = 0x40, string config = "1210")
    {
        byte[] specific = [5, (byte)(config.Length / 2), .. Convert.FromHexString(config)];
        byte[] decoder = [4, (byte)(13 + specific.Length), objectType, 0x15, .. Zeros(11), .. specific];
        return FullBox("esds", 0, 0, [3, (byte)(3 + decoder.Length), 0, 1, 0, .. decoder]);
    }

    /// <summary>The trak box, for chunks at these offsets.</summary>
    public byte[] Build(ulong[] chunkOffsets) => Box("trak",
        TrackHeader ?? FullBox("tkhd", 0, Flags, Words(0, 0, Id, 0, 0), Zeros(16), Words([.. Matrix.Select(static m => (uint)m)]), Zeros(8)),
        Edits.Length > 0 ? Box("edts", Edits) : [],
        Box("mdia",
            MediaHeader ?? FullBox("mdhd", 0, 0, Words(0, 0, Timescale, 160), U16(Language), U16(0)),
            FullBox("hdlr", 0, 0, U32(0), Ascii(Handler), Zeros(13)),
            Box("minf",
                Box("stbl",
                    FullBox("stsd", 0, 0, U32((uint)SampleEntries.Length), [.. SampleEntries.SelectMany(static entry => entry)]),
                    TimeToSample,
                    CompositionOffsets,
                    SyncSamples,
                    MoreTables,
                    SampleSizes ?? FullBox("stsz", 0, 0, U32(0), U32((uint)Sizes.Length), Words([.. Sizes.Select(static size => (uint)size)])),
                    SampleToChunk ?? Table("stsc", 0, [.. ChunkSamples.Select(static (samples, i) => new[] { (uint)i + 1, (uint)samples, 1u })]),
                    ChunkOffsets ?? OffsetBox(chunkOffsets)),
                Extra)));

    private byte[] OffsetBox(ulong[] offsets) => LargeOffsets
        ? FullBox("co64", 0, 0, U32((uint)offsets.Length), [.. offsets.SelectMany(offset => U64(offset + OffsetBias))])
        : Table("stco", 0, [.. offsets.Select(offset => new[] { (uint)(offset + OffsetBias) })]);
}
