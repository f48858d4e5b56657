using System.Globalization;
using Vod.Media.Aac;
using Vod.Media.Host.Preparation;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>A generated sound as AAC: the ADTS stream and, taken out of it, the access units an MP4 file would hold.</summary>
internal sealed class TestSound : ISoundSource
{
    /// <summary>Samples that ffmpeg's AAC encoder puts before the sound.</summary>
    public const int Priming = 1024;

    private const int AdtsHeaderLength = 7;

    private readonly List<byte[]> _frames = [];

    private TestSound(byte[] adts, long startOffset, long? presentedSamples)
    {
        Adts = adts;
        int at = 0;
        while (at < adts.Length)
        {
            int length = ((adts[at + 3] & 3) << 11) | (adts[at + 4] << 3) | (adts[at + 5] >> 5);
            _frames.Add(adts[(at + AdtsHeaderLength)..(at + length)]);
            at += length;
        }

        // AudioSpecificConfig from the fields of the first header: object type, frequency index, channel configuration.
        int objectType = (adts[2] >> 6) + 1;
        int frequency = (adts[2] >> 2) & 15;
        int channels = ((adts[2] & 1) << 2) | (adts[3] >> 6);
        int bits = (objectType << 11) | (frequency << 7) | (channels << 3);
        byte[] raw = [(byte)(bits >> 8), (byte)bits];
        Assert.True(AudioSpecificConfig.TryParse(raw, out AudioSpecificConfig? config));
        Mp4SampleEntry entry = new() { Format = FourCc.Of("mp4a"), Codec = Mp4Codec.Aac, AudioSpecificConfig = config, CodecConfiguration = raw };
        SoundDecoder decoder = SoundDecoders.For(entry, (uint)config.SamplingFrequency, 1024)!;
        int doubled = decoder.SampleRate / config.SamplingFrequency;
        EqualFrames frames = new(_frames.Count, decoder.FrameLength);
        Timeline = new([new(decoder, frames, 0, startOffset * doubled, presentedSamples is { } end ? end * doubled : SoundRun.NoLimit)]);
    }

    public byte[] Adts { get; }

    /// <summary>The access units.</summary>
    public IReadOnlyList<byte[]> Frames => _frames;

    /// <summary>AudioSpecificConfig.</summary>
    public byte[] Configuration => Timeline.Runs[0].Decoder.Track.CodecPrivate.ToArray();

    public int Number => 1;

    public SoundTimeline Timeline { get; }

    /// <summary>Called before each access unit is read, with its index.</summary>
    public Func<int, CancellationToken, ValueTask> BeforeRead { get; set; } = (_, _) => ValueTask.CompletedTask;

    /// <summary>Encodes the output of an "aevalsrc" expression (channels separated by "|").</summary>
    public static async Task<TestSound> MakeAsync(
        string expression, int sampleRate, double seconds, long startOffset = Priming, long? presentedSamples = null)
    {
        string duration = seconds.ToString(CultureInfo.InvariantCulture);
        int channels = expression.Split('|').Length;
        return new(
            await TestFfmpeg.RunAsync(
                $"-f lavfi -i \"aevalsrc='{expression}':s={sampleRate}:d={duration}\" -c:a aac -b:a {channels * 80}k -f adts pipe:1"),
            startOffset,
            presentedSamples);
    }

    /// <summary>A short stereo sound for tests that do not listen.</summary>
    public static Task<TestSound> MakeShortAsync(double seconds = 3) =>
        MakeAsync("0.3*sin(2*PI*440*t)+0.02*random(0)|0.3*sin(2*PI*660*t)", 44_100, seconds);

    /// <summary>The same sound of one channel, so quiet that global_gain (ISO/IEC 14496-3, 4.6.2.3.3) is below 128 in every frame.</summary>
    public TestSound Hushed()
    {
        byte[] adts = [.. Adts];
        for (int at = 0, i = 0; i < _frames.Count; at += AdtsHeaderLength + _frames[i++].Length)
        {
            // Three bits that say what the element is, 0 for a single channel, four of its number, then the gain.
            Span<byte> start = adts.AsSpan(at + AdtsHeaderLength);
            if (start[0] <= 1)
            {
                int gain = Math.Min(127, (start[0] << 7) | (start[1] >> 1));
                start[0] = 0;
                start[1] = (byte)((gain << 1) | (start[1] & 1));
            }
        }

        return new(adts, Priming, null);
    }

    public int SizeOf(int frame) => _frames[frame].Length;

    public async ValueTask ReadFrameAsync(int frame, Memory<byte> destination, CancellationToken cancellation)
    {
        await BeforeRead(frame, cancellation);
        _frames[frame].CopyTo(destination);
    }
}
