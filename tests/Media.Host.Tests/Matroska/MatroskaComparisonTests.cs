using System.Text.Json;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Matroska;

/// <summary>WebM and Matroska as ffmpeg writes them against an independent reader: every packet.</summary>
public sealed class MatroskaComparisonTests(GeneratedFiles files)
{
    // ffprobe tells milliseconds; sound is counted in samples, which are placed by their length as long as they stray less than that.
    private const long Tolerance = 10;

    public static TheoryData<string> Names => [.. GeneratedFiles.MatroskaNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_frame_is_what_and_when_ffprobe_says(string name)
    {
        string path = files.Get(name);
        Mp4Movie movie = MovieFile.Read(path, out int requests);
        JsonElement probed = Prober.StreamsAndPackets(path);

        Assert.InRange(requests, 1, 3);
        Assert.True(Mp4Playability.Decide(movie).IsPlayable);
        Assert.False(movie.IsTruncated);
        for (int i = 0; i < movie.Tracks.Count; i++)
        {
            Mp4Track track = movie.Tracks[i];
            Packet[] expected = Prober.Packets(probed, i);
            Packet[] read = MovieFile.Packets(track);
            Assert.Equal(expected.Select(static packet => (packet.Size, packet.IsKey)), read.Select(static packet => (packet.Size, packet.IsKey)));
            Assert.All(read.Zip(expected), pair => Assert.InRange(Milliseconds(pair.First.CompositionTime, track) - pair.Second.CompositionTime, -Slack(track), Slack(track)));
        }

        Assert.Equal(name.Contains("b-frames", StringComparison.Ordinal) && !name.StartsWith("no-", StringComparison.Ordinal), movie.FirstVideo!.Samples.HasReordering);
        Assert.Equal((160, 120), (movie.FirstVideo.Width, movie.FirstVideo.Height));
    }

    [Fact]
    public void The_bytes_of_the_frames_are_those_that_ffmpeg_takes_out()
    {
        string path = files.Get("vp8.webm");
        byte[] file = File.ReadAllBytes(path);
        string ivf = path + ".ivf";
        MediaTool.Run("ffmpeg", $"-i {path} -map 0:v -c copy {ivf}");
        byte[] copied = File.ReadAllBytes(ivf);

        // A header of 32 bytes, and of 12 in front of each frame.
        int at = 32;
        foreach (Packet packet in MovieFile.Packets(MovieFile.Read(path, out _).FirstVideo!))
        {
            Assert.Equal(Convert.ToHexString(copied.AsSpan(at + 12, (int)packet.Size)), Convert.ToHexString(file.AsSpan((int)packet.Position, (int)packet.Size)));
            at += 12 + (int)packet.Size;
        }

        Assert.Equal(copied.Length, at);
    }

    private static long Milliseconds(long time, Mp4Track track) => MediaTime.Rescale(time, track.Timescale, 1000);

    private static long Slack(Mp4Track track) => track.Kind == Mp4TrackKind.Audio ? Tolerance : 0;
}
