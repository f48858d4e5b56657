using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class AudioTranscodeArgumentsTests
{
    private static readonly SoundTimeline Timeline = TestTimeline.Of(5000, 44_100, 1024, 1024);

    [Fact]
    public void Only_the_pipes_can_be_opened()
    {
        IReadOnlyList<string> arguments = Arguments(Timeline, chunk: 1, channels: 2);

        Assert.Equal("pipe", After(arguments, "-protocol_whitelist"));
        Assert.Equal("pipe:0", After(arguments, "-i"));
        Assert.Equal("pipe:1", arguments[^1]);
        Assert.Single(arguments, "-i");
        Assert.Contains("-nostdin", arguments);
    }

    [Fact]
    public void The_filters_cut_at_the_samples_of_the_plan()
    {
        AudioPiece piece = Assert.Single(AudioTranscodePlan.For(Timeline, OpusChunkLayout.For(Timeline), 1).Pieces);

        string[] filters = After(Arguments(Timeline, chunk: 1, channels: 2), "-filter_complex").Split(',');

        Assert.Equal("[0:a:0]aformat=sample_rates=44100", filters[0]);
        Assert.Equal($"atrim=start_sample={piece.DecodedTrim}", filters[1]);
        Assert.StartsWith("aresample=48000", filters[3]);
        Assert.Equal($"atrim=start_sample={piece.ResampledStart}:end_sample={piece.ResampledEnd}", filters[^2]);
    }

    [Fact]
    public void A_track_that_starts_late_gets_silence_before_it()
    {
        SoundTimeline late = TestTimeline.Of(5000, 44_100, 1024, -4410);
        AudioPiece piece = Assert.Single(AudioTranscodePlan.For(late, OpusChunkLayout.For(late), 0).Pieces);

        Assert.Contains($"adelay=delays={piece.SilenceBefore}S:all=1", After(Arguments(late, chunk: 0, channels: 2), "-filter_complex"));
    }

    [Theory]
    [InlineData(1, "channel_layouts=mono")]
    [InlineData(2, "channel_layouts=stereo")]
    public void Channels_and_bit_rate_are_those_of_the_parameters(int channels, string expected)
    {
        IReadOnlyList<string> arguments = Arguments(Timeline, chunk: 0, channels);

        Assert.Contains(expected, After(arguments, "-filter_complex"));
        Assert.Equal("64000", After(arguments, "-b:a"));
    }

    [Fact]
    public void The_encoder_stays_in_one_mode_so_that_chunks_join()
    {
        Assert.Equal("lowdelay", After(Arguments(Timeline, chunk: 0, channels: 1), "-application"));
    }

    [Fact]
    public void Every_run_has_a_decoder_and_the_pieces_go_into_the_encoder_in_their_order()
    {
        SoundTimeline timeline = TestTimeline.Of(
            TestTimeline.Run(250, 48_000, 960, 0), TestTimeline.Run(215, 44_100, 1024, -44_100L * 5, firstFrame: 250));

        string[] chains = After(Arguments(timeline, chunk: 0, channels: 2), "-filter_complex").Split(';');

        Assert.StartsWith("[0:a:0]aformat=sample_rates=48000,asplit=1[in0]", chains[0]);
        Assert.StartsWith("[0:a:1]aformat=sample_rates=44100,asplit=1[in1]", chains[2]);
        Assert.StartsWith("[out0][out1]concat=n=2", chains[4]);
    }

    [Theory]
    [InlineData("Mono", 1, false)]
    [InlineData("Mono", 2, true)]
    [InlineData("MonoOrStereo", 2, true)]
    [InlineData("Wide", 2, false)]
    public void One_channel_keeps_its_level_on_two_loudspeakers(string width, int channels, bool isWidened)
    {
        SoundRun run = TestTimeline.Run(500, 44_100, 1024, 0);
        SoundTimeline timeline = TestTimeline.Of(run with { Decoder = TestTimeline.Decoder(44_100, 1024, 2, Enum.Parse<SoundWidth>(width)) });

        Assert.Equal(isWidened, After(Arguments(timeline, chunk: 0, channels), "-filter_complex").Contains("pan=stereo", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Arguments(SoundTimeline timeline, int chunk, int channels) =>
        AudioTranscodeArguments.For(
            AudioTranscodePlan.For(timeline, OpusChunkLayout.For(timeline), chunk), timeline, new OpusParameters(channels, 64_000));

    private static string After(IReadOnlyList<string> arguments, string name) =>
        arguments[arguments.ToList().IndexOf(name) + 1];
}
