using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Fragments;

/// <summary>A fragmented file to build: ftyp, moov with mvex, the fragments.</summary>
internal sealed record FragmentedSpec(params FragmentSpec[] Fragments)
{
    public const uint Sync = 0x0200_0000;
    public const uint NonSync = 0x0101_0000;

    /// <summary>Tracks without samples, for the fragments to fill.</summary>
    public static TrackSpec Video { get; } = Emptied(TrackSpec.Video);

    public static TrackSpec Audio { get; } = Emptied(TrackSpec.Audio);

    public TrackSpec[] Tracks { get; init; } = [Video, Audio];

    /// <summary>Replaces the trex boxes.</summary>
    public byte[][]? Extends { get; init; }

    /// <summary>Behind the last fragment.</summary>
    public byte[] After { get; init; } = [];

    /// <summary>moov at the end of the file instead of in front.</summary>
    public bool MovieLast { get; init; }

    public byte[] Build()
    {
        byte[] movie = new MovieSpec(Tracks) { MovieExtra = Box("mvex", Join(Extends ?? [.. Tracks.Select(Extend)])) }.Build();
        List<byte> file = [.. MovieLast ? Box("ftyp", Ascii("isom"), U32(0)) : movie];
        foreach (FragmentSpec fragment in Fragments)
        {
            file.AddRange(fragment.Build(file.Count));
        }

        return [.. file, .. After, .. MovieLast ? movie : []];
    }

    /// <summary>A trex box: 40 ticks for pictures, 1024 for sound.</summary>
    public static byte[] TrackExtends(uint trackId, uint duration, uint size, uint flags) =>
        FullBox("trex", 0, 0, Words(trackId, 1, duration, size, flags));

    private static byte[] Extend(TrackSpec track) =>
        track.Handler == "vide" ? TrackExtends(track.Id, 40, 0, NonSync) : TrackExtends(track.Id, 1024, 0, Sync);

    private static TrackSpec Emptied(TrackSpec track) => track with
    {
        Sizes = [],
        ChunkSamples = [],
        TimeToSample = Table("stts", 0),
        SyncSamples = [],
    };
}
