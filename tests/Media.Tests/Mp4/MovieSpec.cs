using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>A file to build: ftyp, then moov and mdat in the wanted order, with the samples of all tracks interleaved by chunk.</summary>
internal sealed record MovieSpec(params TrackSpec[] Tracks)
{
    public bool MovieFirst { get; init; } = true;

    public uint Timescale { get; init; } = 1000;

    public byte[] FileType { get; init; } = Box("ftyp", Ascii("isom"), U32(0x200), Ascii("isomavc1"));

    /// <summary>Between ftyp and what follows it.</summary>
    public byte[] Junk { get; init; } = [];

    /// <summary>At the end of moov.</summary>
    public byte[] MovieExtra { get; init; } = [];

    public bool MovieHeaderLast { get; init; }

    public bool LargeMediaData { get; init; }

    /// <summary>Replaces what is in mdat; the samples of all chunks one after another.</summary>
    public byte[]? Media { get; init; }

    public byte[] Build()
    {
        byte[] media = Media ?? [.. Enumerable.Range(0, Tracks.Sum(static track => track.Sizes.Sum())).Select(static i => (byte)i)];
        byte[] mediaBox = LargeMediaData ? LargeBox("mdat", media) : Box("mdat", media);
        int mediaHeader = mediaBox.Length - media.Length;
        int before = FileType.Length + Junk.Length;
        int movieLength = Movie(0).Length;
        byte[] movie = Movie(before + mediaHeader + (MovieFirst ? movieLength : 0));
        return MovieFirst ? [.. FileType, .. Junk, .. movie, .. mediaBox] : [.. FileType, .. Junk, .. mediaBox, .. movie];
    }

    private byte[] Movie(int mediaStart)
    {
        ulong[][] chunkOffsets = ChunkOffsets(mediaStart);
        byte[] header = FullBox("mvhd", 0, 0, Words(0, 0, Timescale, 160), Zeros(80));
        byte[] tracks = [.. Tracks.SelectMany((track, i) => track.Build(chunkOffsets[i]))];
        return MovieHeaderLast ? Box("moov", tracks, MovieExtra, header) : Box("moov", header, tracks, MovieExtra);
    }

    private ulong[][] ChunkOffsets(int mediaStart)
    {
        ulong[][] offsets = [.. Tracks.Select(static track => new ulong[track.ChunkSamples.Length])];
        int[] sample = new int[Tracks.Length];
        ulong position = (ulong)mediaStart;
        for (int chunk = 0; chunk < Tracks.Max(static track => track.ChunkSamples.Length); chunk++)
        {
            for (int i = 0; i < Tracks.Length; i++)
            {
                if (chunk >= Tracks[i].ChunkSamples.Length)
                {
                    continue;
                }

                offsets[i][chunk] = position;
                for (int left = Tracks[i].ChunkSamples[chunk]; left > 0 && sample[i] < Tracks[i].Sizes.Length; left--)
                {
                    position += (ulong)Tracks[i].Sizes[sample[i]++];
                }
            }
        }

        return offsets;
    }
}
