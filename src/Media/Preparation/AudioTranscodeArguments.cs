using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>
/// The command line that makes ffmpeg decode Matroska from its standard input and write Opus in Ogg to its standard output.
/// Nothing in it comes from a file or a viewer: only numbers that were computed here.
/// </summary>
internal static class AudioTranscodeArguments
{
    // A page per packet, flushed at once, so that packets can be sent while the chunk is still being made.
    private const string PageMicroseconds = "20000";

    private const string Result = "sound";

    /// <summary>Exit code of ffmpeg when too much could not be decoded: what came out is silence.</summary>
    public const int NothingDecoded = 69;

    /// <summary>Arguments for one chunk; not one of them needs quoting.</summary>
    public static IReadOnlyList<string> For(AudioTranscodePlan plan, SoundTimeline timeline, OpusParameters parameters) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error",

        // The pipe is the only thing that can be opened, and the header says all there is to know.
        "-protocol_whitelist", "pipe", "-probesize", "32", "-analyzeduration", "0", "-threads", "1",
        "-max_error_rate", "0.99",
        "-f", "matroska", "-i", "pipe:0",

        "-filter_complex", Graph(plan, timeline, parameters), "-filter_complex_threads", "1",
        "-map", $"[{Result}]", "-map_metadata", "-1",

        // Restricted-lowdelay keeps the encoder in its CELT mode. The other applications change between SILK, hybrid and CELT as
        // they listen; two processes need not agree on the mode at a join, and disagreement was heard (mono speech, 9 times the
        // error of an uncut encoding). At these bit rates CELT is what they would use for nearly everything anyway.
        "-c:a", "libopus", "-application", "lowdelay", "-frame_duration", "20", "-vbr", "on",
        "-b:a", Number(parameters.BitRate), "-threads", "1", "-flags", "+bitexact", "-fflags", "+bitexact",
        "-f", "ogg", "-page_duration", PageMicroseconds, "-flush_packets", "1", "pipe:1",
    ];

    // Every run has a decoder. Every piece is cut out of what one of them gives; put one behind the other they go into the encoder.
    private static string Graph(AudioTranscodePlan plan, SoundTimeline timeline, OpusParameters parameters)
    {
        if (plan.Pieces is [AudioPiece only])
        {
            return $"{Decoded(0, timeline.Runs[only.Run])},{Filters(only, 0, timeline.Runs[only.Run].Decoder.Width, parameters)}[{Result}]";
        }

        List<string> chains = [];
        for (int track = 0; track < plan.Runs.Length; track++)
        {
            int run = plan.Runs[track];
            int[] pieces = [.. Enumerable.Range(0, plan.Pieces.Count).Where(i => plan.Pieces[i].Run == run)];
            chains.Add($"{Decoded(track, timeline.Runs[run])},asplit={Number(pieces.Length)}{Labels("in", pieces)}");
            chains.AddRange(pieces.Select(i => $"[in{i}]{Filters(plan.Pieces[i], plan.SamplesBefore(plan.Pieces[i]), timeline.Runs[run].Decoder.Width, parameters)}[out{i}]"));
        }

        int count = plan.Pieces.Count;
        chains.Add($"{Labels("out", Enumerable.Range(0, count))}concat=n={Number(count)}:v=0:a=1,asetpts=N/SR/TB[{Result}]");
        return string.Join(';', chains);
    }

    // It changes nothing unless the decoder's output is not what was told of it, as where SBR may hide and does not: everything after would be counted in the wrong samples.
    private static string Decoded(int track, SoundRun run) => $"[0:a:{Number(track)}]aformat=sample_rates={Number(run.SampleRate)}";

    private static string Labels(string name, IEnumerable<int> numbers) => string.Concat(numbers.Select(i => $"[{name}{i}]"));

    private static string Filters(AudioPiece piece, long decodedBefore, SoundWidth width, OpusParameters parameters)
    {
        string start = piece.SilenceBefore > 0
            ? $"atrim=start_sample={Number(decodedBefore)},asetpts=N/SR/TB,adelay=delays={Number(piece.SilenceBefore)}S:all=1"
            : $"atrim=start_sample={Number(decodedBefore + piece.DecodedTrim)}";
        string layout = parameters.Channels == 1 ? "mono" : "stereo";

        // One channel on two loudspeakers keeps its level, as browsers have it too; left to itself, ffmpeg takes 3 dB off. What has two passes untouched.
        string widen = width != SoundWidth.Wide && parameters.Channels > 1 ? "pan=stereo|FL<FL+FC|FR<FR+FC," : "";
        string contentEnd = piece.ContentEnd is { } end ? $"atrim=end_sample={Number(end)}," : "";

        // rematrix_maxval: folding 5.1 to stereo must not clip. apad: silence when the track ends within the piece.
        return string.Join(
            ',',
            start,
            "asetpts=N/SR/TB",
            $"{widen}aresample={Number(OpusChunkLayout.SampleRate)}:rematrix_maxval=1",
            $"aformat=sample_fmts=flt:sample_rates={Number(OpusChunkLayout.SampleRate)}:channel_layouts={layout}",
            $"{contentEnd}apad",
            $"atrim=start_sample={Number(piece.ResampledStart)}:end_sample={Number(piece.ResampledEnd)}",
            "asetpts=N/SR/TB");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
