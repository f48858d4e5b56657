using Vod.Media.Host.Preparation;
using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Sound of every kind that MP4 carries, made into Opus and compared with ffmpeg's own decoding of the same file.</summary>
public sealed class SoundKindTests(SoundFiles files) : IClassFixture<SoundFiles>
{
    private const int Tolerance = 960;

    // ffmpeg plays what an encoder fills up its last frame with.
    private const int MostPadding = 2048 * 6;
    private const int Edge = 9600;

    [Theory]
    [MemberData(nameof(SoundFiles.Names), MemberType = typeof(SoundFiles))]
    public async Task Nothing_of_it_is_lost(string name)
    {
        await using PreparationBench bench = new();
        string path = files.Get(name);
        using SoundFile sound = await SoundFile.OpenAsync(path);
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);

        List<byte[]> packets = await bench.PlayAsync(track);

        Assert.Equal(sound.Track.Samples.Count, sound.FramesRead.Count);
        float[] prepared = await TestFfmpeg.RunForSamplesAsync("-f ogg -i pipe:0 -af " + SoundFiles.Widened(track.Channels), OggOpusWriter.Write(packets, track.Channels));
        float[] reference = await TestFfmpeg.RunForSamplesAsync(SoundFiles.Reference(name, path), []);
        int end = FramesOf(sound.Track, reference.Length / 2);
        Assert.InRange(prepared.Length / 2, end, end + Tolerance);
        Assert.InRange(reference.Length / 2, end - Tolerance, end + MostPadding);

        SoundLikeness whole = SoundLikeness.Of(prepared, reference, 0, end);
        Assert.True(whole.Lag == 0 && whole.Correlation > 0.95 && Math.Abs(whole.LevelDifference) < 1, $"{name}: {whole}");
        SoundLikeness start = SoundLikeness.Of(prepared, reference, 0, Edge);
        Assert.True(start.Lag == 0 && start.Correlation > 0.9, $"start of {name}: {start}");
        SoundLikeness last = SoundLikeness.Of(prepared, reference, end - Edge, end);
        Assert.True(last.Lag == 0 && last.Correlation > 0.9, $"end of {name}: {last}");
    }

    [Theory]
    [InlineData("aac-44100.m4a")]
    [InlineData("he-v2-implicit.m4a")]
    [InlineData("mp3.mp4")]
    [InlineData("opus.mp4")]
    [InlineData("pcm-s24be.mov")]
    public async Task The_pipe_carries_every_frame_of_the_file(string name)
    {
        // In the place of the transcoder sits one who counts, and tells by way of the log.
        await using PreparationBench bench = new();
        bench.Options.Ffmpeg = bench.Script(
            "exec ffprobe -v error -fflags noparse+nofillin -count_packets -show_entries stream=nb_read_packets -of default=nk=1:nw=1 -f matroska -i pipe:0 1>&2\n");
        await bench.Restart();
        using SoundFile sound = await SoundFile.OpenAsync(files.Get(name));
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);

        await bench.RequestAsync(track, 0);

        Assert.EndsWith($"exit code 0: {sound.Track.Samples.Count}", track.FailureReason, StringComparison.Ordinal);
    }

    // As long as the edit list says; without one, what there is.
    private static int FramesOf(Mp4Track track, int decoded) => track.EditList.PresentedDuration is > 0 and var duration
        ? (int)MediaTime.Rescale(track.EditList.Delay + duration, track.Timescale, OpusChunkLayout.SampleRate)
        : decoded;
}
