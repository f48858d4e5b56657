using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>
/// Chunks are made by processes that know nothing of each other, and must still sound as one: compared sample by sample with
/// ffmpeg's own decoding of the AAC they were made of.
/// </summary>
public sealed class GaplessSoundTests
{
    // Two joins at 10 s and 20 s, and an end within a packet.
    private const double Seconds = 24.507;

    private const int Window = 960;
    private const int MaxLag = 96;
    private const string Noise = "0.05*random(0)";
    private const string Chirp = "0.25*sin(2*PI*(200+60*t)*t)";
    private const string Beep = "0.5*sin(2*PI*1000*t)*lt(mod(t,0.5),0.05)";

    [Theory]
    [InlineData("stereo at 44.1 kHz", $"{Noise}+{Chirp}|{Noise}+{Beep}", 44_100, 2)]
    [InlineData("mono at 48 kHz", $"{Noise}+{Chirp}+{Beep}", 48_000, 1)]
    [InlineData("mono at 22.05 kHz", $"{Noise}+{Chirp}+{Beep}", 22_050, 1)]
    [InlineData("5.1 at 48 kHz", $"{Noise}|{Chirp}|{Noise}+{Beep}|0.1*sin(2*PI*50*t)|{Noise}|{Noise}", 48_000, 2)]
    public async Task The_chunks_join_without_a_gap_or_a_click(string name, string expression, int sampleRate, int channels)
    {
        TestSound sound = await TestSound.MakeAsync(expression, sampleRate, Seconds);

        (float[] prepared, float[] reference) = await PrepareAndCompareAsync(sound, channels, TestSound.Priming, silence: 0);

        AssertAligned(name, prepared, reference, channels);
        AssertNoTraceOfJoins(name, prepared, reference, channels);
    }

    [Fact]
    public async Task A_track_that_starts_late_has_silence_before_it_and_stays_exact()
    {
        const int silence = 44_100 * 9 + 7;
        TestSound sound = await TestSound.MakeAsync($"{Noise}+{Chirp}|{Noise}", 44_100, 6, startOffset: TestSound.Priming - silence);

        (float[] prepared, float[] reference) = await PrepareAndCompareAsync(sound, 2, TestSound.Priming, silence);

        const int late = 2 * 48_000 * 9;
        Assert.DoesNotContain(prepared.Take(late - 2000), sample => Math.Abs(sample) > 1e-4);
        AssertAligned("late", prepared[late..], reference[late..], 2);
    }

    [Fact]
    public async Task A_chunk_in_the_middle_is_the_same_whether_or_not_those_before_it_were_made()
    {
        TestSound sound = await TestSound.MakeAsync($"{Noise}|{Chirp}", 44_100, Seconds);
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

    /// <summary>Every second of the sound correlates best when it is not shifted at all: no offset, no drift.</summary>
    private static void AssertAligned(string name, float[] prepared, float[] reference, int channels)
    {
        const int length = 4800;
        int frames = Math.Min(prepared.Length, reference.Length) / channels;
        int windows = 0;
        for (int start = 2 * MaxLag; start + length + MaxLag < frames; start += 48_000)
        {
            double best = double.MinValue;
            int bestLag = 0;
            for (int lag = -MaxLag; lag <= MaxLag; lag++)
            {
                double sum = 0;
                for (int i = start; i < start + length; i++)
                {
                    sum += prepared[(i + lag) * channels] * (double)reference[i * channels];
                }

                (best, bestLag) = sum > best ? (sum, lag) : (best, bestLag);
            }

            Assert.True(bestLag == 0, $"{name}: shifted by {bestLag} samples at {start / 48_000.0:F1} s");
            windows++;
        }

        Assert.True(windows > 4);
    }

    /// <summary>What the encoder got wrong is no larger, and jumps no more, around joins than elsewhere.</summary>
    private static void AssertNoTraceOfJoins(string name, float[] prepared, float[] reference, int channels)
    {
        int frames = Math.Min(prepared.Length, reference.Length) / channels;
        float[] error = [.. Enumerable.Range(0, frames * channels).Select(i => prepared[i] - reference[i])];
        int join = OpusChunkLayout.PacketsPerChunk * OpusChunkLayout.PacketSamples;
        List<(double Energy, double Jump)> atJoins = [];
        List<(double Energy, double Jump)> elsewhere = [];
        for (int start = Window / 2; start + Window < frames - Window; start += Window)
        {
            // Windows are centred on packet boundaries; the packet after a join is looked at as well.
            bool isAtJoin = start > Window && (start + (Window / 2)) % join < 2 * Window;
            (isAtJoin ? atJoins : elsewhere).Add(Measure(error, start, channels));
        }

        Assert.Equal(4, atJoins.Count);
        double energy = elsewhere.Max(w => w.Energy);
        double jump = elsewhere.Max(w => w.Jump);
        Assert.All(atJoins, w => Assert.True(w.Energy <= energy * 1.2, $"{name}: error energy {w.Energy:E2} at a join, {energy:E2} elsewhere"));
        Assert.All(atJoins, w => Assert.True(w.Jump <= jump * 1.2, $"{name}: jump {w.Jump:E2} at a join, {jump:E2} elsewhere"));
    }

    private static (double Energy, double Jump) Measure(float[] error, int start, int channels)
    {
        double energy = 0;
        double jump = 0;
        for (int i = start * channels; i < (start + Window) * channels; i++)
        {
            energy += error[i] * (double)error[i];
            jump = Math.Max(jump, Math.Abs(error[i] - error[i - channels]));
        }

        return (energy / (Window * channels), jump);
    }
}
