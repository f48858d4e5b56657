using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>
/// Chunks are made by processes that know nothing of each other, and must still sound as one: compared sample by sample with
/// ffmpeg's own decoding of the AAC they were made of.
/// </summary>
public sealed class GaplessSoundTests
{
    private const int Window = 960;
    private const int Join = OpusChunkLayout.PacketsPerChunk * OpusChunkLayout.PacketSamples;
    private const int MaxLag = 96;
    private const string Noise = "0.05*random(0)";
    private const string Chirp = "0.25*sin(2*PI*(800+60*t)*t)";
    private const string Beep = "0.5*sin(2*PI*1000*t)*lt(mod(t,0.5),0.05)";

    [Theory]
    [InlineData("stereo at 44.1 kHz", $"{Noise}+{Chirp}|{Noise}+{Beep}", 44_100, 2, 10.507)]
    [InlineData("mono at 48 kHz", $"{Noise}+{Chirp}+{Beep}", 48_000, 1, 10.507)]
    [InlineData("mono at 32 kHz", $"{Noise}+{Chirp}+{Beep}", 32_000, 1, 10.507)]
    [InlineData("5.1 at 48 kHz", $"{Noise}|{Chirp}|{Noise}+{Beep}|0.1*sin(2*PI*50*t)|{Noise}|{Noise}", 48_000, 2, 10.507)]
    public async Task The_chunks_join_without_a_gap_or_a_click(
        string name, string expression, int sampleRate, int channels, double seconds)
    {
        TestSound sound = await TestSound.MakeAsync(expression, sampleRate, seconds);

        (float[] prepared, float[] reference) = await PrepareAndCompareAsync(sound, channels, TestSound.Priming, silence: 0);

        AssertAligned(name, prepared, reference, channels);
        AssertNoTraceOfJoins(name, prepared, await EncodeUncutAsync(reference, channels), reference, channels);
    }

    [Fact]
    public async Task Pure_tones_which_hide_nothing_show_no_trace_of_the_joins()
    {
        const string tones = "0.4*sin(2*PI*(200+20*t)*t)|0.4*sin(2*PI*440*t)*(0.5+0.5*sin(2*PI*3*t))";
        TestSound sound = await TestSound.MakeAsync(tones, 44_100, 20.507);

        (float[] prepared, float[] reference) = await PrepareAndCompareAsync(sound, 2, TestSound.Priming, silence: 0);

        AssertNoTraceOfJoins("tones", prepared, await EncodeUncutAsync(reference, 2), reference, 2);
    }

    [Fact]
    public async Task A_track_that_starts_late_has_silence_before_it_and_stays_exact()
    {
        const int silence = 44_100 * 9 + 7;
        TestSound sound = await TestSound.MakeAsync($"{Noise}+{Chirp}|{Noise}", 44_100, 6, startOffset: TestSound.Priming - silence);

        (float[] prepared, float[] reference) = await PrepareAndCompareAsync(sound, 2, TestSound.Priming, silence);

        const int late = 2 * 48_000 * 9;
        Assert.DoesNotContain(prepared.Take(late - 5000), sample => Math.Abs(sample) > 1e-4);
        AssertAligned("late", prepared[late..], reference[late..], 2);
    }

    [Theory]
    [InlineData("one chunk", 4, 44_100)]
    [InlineData("two chunks", 12, 48_000)]
    [InlineData("three chunks, the last one short", 20.5, 44_100)]
    public async Task The_laps_of_a_loop_join_without_a_gap_or_a_click(string name, double seconds, int sampleRate)
    {
        // Whole periods of both tones fit into a lap, so the sound itself goes on over the join.
        const string tones = "0.4*sin(2*PI*440*t)|0.3*sin(2*PI*1000*t)";
        int packets = (int)(seconds * OpusChunkLayout.PacketsPerSecond);
        TestSound sound = await TestSound.MakeAsync(tones, sampleRate, seconds, presentedSamples: (long)(seconds * sampleRate));
        await using PreparationBench bench = new();

        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound, packets);
        List<byte[]> lap = await bench.PlayAsync(track);
        float[] laps = await TestFfmpeg.RunForSamplesAsync("-f ogg -i pipe:0 -ac 2", OggOpusWriter.Write([.. lap, .. lap, .. lap], 2));

        Assert.Equal(packets, lap.Count);
        float[] decoded = await TestFfmpeg.RunForSamplesAsync(
            $"-f aac -i pipe:0 -af atrim=start_sample={TestSound.Priming},asetpts=N/SR/TB,aresample=48000,aformat=sample_fmts=flt", sound.Adts);
        float[] once = decoded[..(packets * OpusChunkLayout.PacketSamples * 2)];
        float[] reference = [.. once, .. once, .. once];

        // 2.2 at most; chunks that know of no other lap give 1000 to 4000.
        AssertNoTraceOfJoins(name, laps, await EncodeUncutAsync(reference, 2), reference, 2, packets * OpusChunkLayout.PacketSamples, tolerance: 3);
    }

    [Fact]
    public async Task A_loop_shares_the_chunks_between_its_ends_with_the_track_played_once()
    {
        TestSound sound = await TestSound.MakeAsync($"{Noise}|{Chirp}", 44_100, 31);
        await using PreparationBench bench = new();
        List<byte[]> once = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));
        long made = bench.Counters.ChunksMade;

        List<byte[]> loop = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound, once.Count + 3));

        Assert.Equal(once.Count + 3, loop.Count);
        Assert.Equal(once[500..1500], loop[500..1500]);
        Assert.Equal(made + 2, bench.Counters.ChunksMade);
    }

    [Fact]
    public async Task A_chunk_in_the_middle_is_the_same_whether_or_not_those_before_it_were_made()
    {
        TestSound sound = await TestSound.MakeAsync($"{Noise}|{Chirp}", 44_100, 21);
        await using PreparationBench bench = new(options => options.Ahead = TimeSpan.Zero);
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);

        await bench.RequestAsync(track, 700);
        Assert.True(track.TryGetPacket(999, out ReadOnlyMemory<byte> alone));
        Assert.False(track.TryGetPacket(499, out _));
        Assert.False(track.TryGetPacket(1000, out _));
        Assert.Equal(1, bench.Counters.TranscodesStarted);

        await using PreparationBench other = new();
        List<byte[]> all = await other.PlayAsync(other.Preparation.GetOrStart(PreparationBench.Key, sound));
        Assert.Equal(all[999], alone.ToArray());
    }

    private static async Task<(float[] Prepared, float[] Reference)> PrepareAndCompareAsync(
        TestSound sound, int channels, int priming, int silence)
    {
        await using PreparationBench bench = new();
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        List<byte[]> packets = await bench.PlayAsync(track);
        float[] prepared = await TestFfmpeg.RunForSamplesAsync(
            $"-f ogg -i pipe:0 -ac {channels}", OggOpusWriter.Write(packets, channels));
        string late = silence > 0 ? $"adelay=delays={silence}S:all=1," : "";
        string layout = channels == 1 ? "mono" : "stereo";
        float[] reference = await TestFfmpeg.RunForSamplesAsync(
            $"-f aac -i pipe:0 -af atrim=start_sample={priming},asetpts=N/SR/TB,{late}aresample=48000:rematrix_maxval=1,"
            + $"aformat=sample_fmts=flt:channel_layouts={layout}",
            sound.Adts);

        // As long as the sound, filled up to a whole packet: not one sample was lost or added over all chunks.
        Assert.Equal(channels, track.Channels);
        Assert.Equal(track.PacketCount * OpusChunkLayout.PacketSamples * channels, prepared.Length);
        Assert.InRange(prepared.Length - reference.Length, -channels * 20, (OpusChunkLayout.PacketSamples + 20) * channels);
        return (prepared, reference);
    }

    /// <summary>Every second of the sound is most like the original when it is not shifted at all: no offset, no drift.</summary>
    private static void AssertAligned(string name, float[] prepared, float[] reference, int channels)
    {
        const int length = 4800;
        int frames = Math.Min(prepared.Length, reference.Length) / channels;
        int windows = 0;
        for (int start = 2 * MaxLag; start + length + MaxLag < frames; start += 48_000)
        {
            double best = double.MaxValue;
            int bestLag = 0;
            for (int lag = -MaxLag; lag <= MaxLag; lag++)
            {
                double difference = 0;
                for (int i = start; i < start + length; i++)
                {
                    double sample = prepared[(i + lag) * channels] - reference[i * channels];
                    difference += sample * sample;
                }

                (best, bestLag) = difference < best ? (difference, lag) : (best, bestLag);
            }

            Assert.True(bestLag == 0, $"{name}: shifted by {bestLag} samples at {start / 48_000.0:F1} s");
            windows++;
        }

        Assert.True(windows > 4);
    }

    /// <summary>What one encoder makes of the whole sound, decoded: the best that chunks can be.</summary>
    private static async Task<float[]> EncodeUncutAsync(float[] sound, int channels)
    {
        byte[] samples = new byte[sound.Length * sizeof(float)];
        Buffer.BlockCopy(sound, 0, samples, 0, samples.Length);
        byte[] uncut = await TestFfmpeg.RunAsync(
            $"-f f32le -ar 48000 -ac {channels} -i pipe:0 -c:a libopus -application lowdelay -b:a {channels * 48}k -f ogg pipe:1", samples);
        return await TestFfmpeg.RunForSamplesAsync($"-f ogg -i pipe:0 -ac {channels}", uncut);
    }

    /// <summary>What the encoder got wrong is no larger around joins than without joins, and jumps no more than elsewhere.</summary>
    /// <remarks>A tolerance of 2 is an amplitude of 1.4; too little pre-roll (2 packets) gives 10.</remarks>
    private static void AssertNoTraceOfJoins(
        string name, float[] prepared, float[] uncut, float[] reference, int channels, int join = Join, double tolerance = 2)
    {
        int frames = Math.Min(prepared.Length, reference.Length) / channels;
        float[] error = [.. Enumerable.Range(0, frames * channels).Select(i => prepared[i] - reference[i])];
        float[] uncutError = [.. Enumerable.Range(0, Math.Min(frames * channels, uncut.Length)).Select(i => uncut[i] - reference[i])];
        double usualJump = 0;
        List<(int Start, double Jump)> joins = [];
        for (int start = Window / 2; start + Window < frames - Window; start += Window)
        {
            // Windows are centred on packet boundaries; the packet after a join is looked at as well.
            bool isAtJoin = start > Window && (start + (Window / 2)) % join < 2 * Window;
            double jump = Jump(error, start, channels);
            if (isAtJoin)
            {
                joins.Add((start, jump));
            }
            else
            {
                usualJump = Math.Max(usualJump, jump);
            }
        }

        Assert.InRange(joins.Count, 2 * ((frames / join) - 1), 2 * (frames / join));
        foreach ((int start, double jump) in joins)
        {
            double energy = Energy(error, start, channels);
            double usual = Energy(uncutError, start, channels);
            Assert.True(energy <= usual * tolerance, $"{name}: error energy {energy:E2} at a join, {usual:E2} without");
            Assert.True(jump <= usualJump * tolerance, $"{name}: jump {jump:E2} at a join, {usualJump:E2} elsewhere");
        }
    }

    private static double Energy(float[] error, int start, int channels) =>
        error.Skip(start * channels).Take(Window * channels).Average(sample => sample * (double)sample);

    private static double Jump(float[] error, int start, int channels) =>
        Enumerable.Range(start * channels, Window * channels).Max(i => Math.Abs(error[i] - error[i - channels]));
}
