using System.Text.Json;
using Vod.Media.Aac;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>Files that ffmpeg reads but cannot write, made from others by changing a few bytes, and such as are only read to be refused.</summary>
public sealed class ChangedFileComparisonTests(GeneratedFiles files)
{
    // What ffmpeg writes for AAC-LC at 24 kHz: with the extension that says "no SBR". Mono and stereo.
    private const string LowComplexityMono = "130856E500";
    private const string LowComplexityStereo = "131056E500";

    [Theory]
    [InlineData("audio-24k-stereo.m4a", LowComplexityStereo, "2B11880000", 2, false)] // SBR at 48 kHz over a core of AAC-LC at 24 kHz
    [InlineData("audio-24k-mono.m4a", LowComplexityMono, "EB09880000", 2, true)] // the same, with stereo made from mono
    public void High_efficiency_AAC_has_the_rate_of_its_extension_and_the_frames_of_its_core(string source, string written, string changed, int channels, bool parametric)
    {
        string path = Replace(source, written, changed);
        Mp4Track track = MovieFile.Read(path, out _).FirstAudio!;
        AudioSpecificConfig config = track.AudioSpecificConfig!;
        JsonElement probed = Prober.StreamsAndPackets(path);
        JsonElement stream = probed.GetProperty("streams")[0];

        Assert.Equal(stream.GetProperty("sample_rate").GetString(), $"{config.ExtensionSamplingFrequency}");
        Assert.Equal(stream.GetProperty("channels").GetInt32(), channels);
        Assert.Equal((24_000, true, parametric), (config.SamplingFrequency, config.HasSpectralBandReplication, config.HasParametricStereo));
        Assert.Equal(Prober.Packets(probed, 0), MovieFile.Packets(track));
        Assert.Null(Mp4Playability.Decide(MovieFile.Read(path, out _)).Silence);
    }

    [Fact]
    public void An_encrypted_film_is_indexed_and_refused()
    {
        string path = files.Get("encrypted.mp4");
        Mp4Movie movie = MovieFile.Read(path, out _);

        Assert.Equal(Mp4RefusalReason.Encrypted, Mp4Playability.Decide(movie).Reason);
        Assert.Equal(Prober.Packets(Prober.StreamsAndPackets(path), 0), MovieFile.Packets(movie.Tracks[0]));
    }

    [Fact]
    public void Media_data_may_reach_to_the_end_of_the_file()
    {
        byte[] bytes = File.ReadAllBytes(files.Get("faststart.mp4"));
        int media = bytes.AsSpan().IndexOf("mdat"u8) - 4;
        bytes.AsSpan(media, 4).Clear();
        string path = files.Get("faststart.mp4") + ".open.mp4";
        File.WriteAllBytes(path, bytes);

        AssertSameAs("faststart.mp4", path);
        Assert.Equal(Prober.Packets(Prober.StreamsAndPackets(path), 0), MovieFile.Packets(MovieFile.Read(path, out _).Tracks[0]));
    }

    [Fact]
    public void Boxes_that_nobody_knows_change_nothing()
    {
        byte[] junk = MovieRewriter.Box("uuid", new byte[100]);
        string path = MovieRewriter.Rewrite(
            files.Get("b-frames-pyramid.mp4"),
            "junk",
            (_, type, body) => type is "tkhd" or "hdlr" or "stts" ? [.. junk, .. MovieRewriter.Box(type, body), .. MovieRewriter.Box("free"), .. junk] : null);

        AssertSameAs("b-frames-pyramid.mp4", path);
    }

    private void AssertSameAs(string source, string path)
    {
        Mp4Movie before = MovieFile.Read(files.Get(source), out _);
        Mp4Movie after = MovieFile.Read(path, out _);
        Assert.Equal(before.Tracks.SelectMany(MovieFile.Packets), after.Tracks.SelectMany(MovieFile.Packets));
    }

    private string Replace(string source, string written, string changed)
    {
        byte[] bytes = File.ReadAllBytes(files.Get(source));
        int position = bytes.AsSpan().IndexOf(Convert.FromHexString(written));
        Assert.True(position > 0);
        Convert.FromHexString(changed).CopyTo(bytes, position);
        string path = files.Get(source) + ".changed.m4a";
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
