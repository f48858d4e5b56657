using System.Buffers.Binary;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Films;

/// <summary>What a browser receives of real files of H.264 and AAC, decoded by ffmpeg, against what ffmpeg decodes of the files themselves.</summary>
public sealed class ReceivedFilmTests(GeneratedFiles files)
{
    public static TheoryData<string> Names => [.. GeneratedFiles.PlayableNames.Except(GeneratedFiles.CodecNames)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_picture_and_every_moment_of_sound_arrives_in_time_and_as_it_was(string name)
    {
        await ReceivedFilm.AssertSameAsync(files.Get(name));
    }

    [Theory]
    [InlineData("avcC", "baseline.mp4", "moov-at-the-end.mp4", "baseline.mp4")]
    [InlineData("avcC", "b-frames-flat.mp4", "open-gop.mp4", "b-frames-pyramid.mp4")]
    [InlineData("hvcC", "hevc-b-frames.mp4", "hevc-hvc1.mov")]
    public async Task Parameter_sets_may_change_in_the_middle(string configuration, params string[] sources)
    {
        string path = SplicedFilm.Make($"{files.Get(sources[0])}.spliced.mp4", configuration, [.. sources.Select(files.Get)]);

        await ReceivedFilm.AssertSameAsync(path);
    }

    [Fact]
    public async Task Sound_is_heard_as_the_edits_have_it()
    {
        const int Priming = 1024;
        int[][] edits = [[400, 44_100 + Priming], [200, -1], [600, 88_200 + Priming], [300, Priming]];
        string source = files.Get("moov-at-the-end.mp4");
        string path = MovieRewriter.Rewrite(
            source, "sound-in-pieces", (track, type, _) => track == 2 && type == "edts" ? MovieRewriter.Box("edts", MovieRewriter.Box("elst", EditList(edits))) : null);
        float[] whole = await ReceivedSound.OfFileAsync(source);
        await using PreparedFilm film = await PreparedFilm.OpenAsync(path);
        using PlaybackSimulation simulation = new(seed: 1, PathConditions.Clean, film: film);

        simulation.Run(film.Duration + TimeSpan.FromSeconds(30));

        await ReceivedSound.AssertSameAsync([.. whole[48_000..67_200], .. new float[9_600], .. whole[96_000..124_800], .. whole[..14_400]], simulation);
    }

    private static byte[] EditList(int[][] edits)
    {
        byte[] body = new byte[8 + (edits.Length * 12)];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), edits.Length);
        for (int i = 0; i < edits.Length; i++)
        {
            Span<byte> entry = body.AsSpan(8 + (i * 12));
            BinaryPrimitives.WriteInt32BigEndian(entry, edits[i][0]);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], edits[i][1]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], 1 << 16);
        }

        return body;
    }
}
