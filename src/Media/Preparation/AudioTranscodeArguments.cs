using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>
/// The command line that makes ffmpeg decode ADTS from its standard input and write Opus in Ogg to its standard output.
/// Nothing in it comes from a file or a viewer: only numbers that were computed here.
/// </summary>
internal static class AudioTranscodeArguments
{
    // A page per packet, flushed at once, so that packets can be sent while the chunk is still being made.
    private const string PageMicroseconds = "20000";

    private const string Result = "sound";

    /// <summary>Arguments for one chunk; not one of them needs quoting.</summary>
    public static IReadOnlyList<string> For(AudioTranscodePlan plan, AacTimeline timeline, OpusParameters parameters) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error",

        // The pipe is the only thing that can be opened, and the header of one frame says all there is to know.
        "-protocol_whitelist", "pipe", "-probesize", "32", "-analyzeduration", "0", "-threads", "1",
        "-f", "aac", "-i", "pipe:0",

        "-filter_complex", Graph(plan, timeline, parameters), "-filter_complex_threads", "1",
        "-map", $"[{Result}]", "-map_metadata", "-1",

        // Restricted-lowdelay keeps the encoder in its CELT mode. The other applications change between SILK, hybrid and CELT as
        // they listen; two processes need not agree on the mode at a join, and disagreement was heard (mono speech, 9 times the
        // error of an uncut encoding). At these bit rates CELT is what they would use for nearly everything anyway.
        "-c:a", "libopus", "-application", "lowdelay", "-frame_duration", "20", "-vbr", "on",
        "-b:a", Number(parameters.BitRate), "-threads", "1", "-flags", "+bitexact", "-fflags", "+bitexact",
        "-f", "ogg", "-page_duration", PageMicroseconds, "-flush_packets", "1", "pipe:1",
    ];

    // Every piece is cut out of the same decoded sound; put one behind the other they go into the encoder.
    private static string Graph(AudioTranscodePlan plan, AacTimeline timeline, OpusParameters parameters)
    {
        // It changes nothing unless the file did not announce its SBR: the decoder finds it and doubles the rate, and everything after would be counted in the
        // wrong samples.
        string decoded = $"[0:a:0]aformat=sample_rates={Number(timeline.SampleRate)}";
        if (plan.Pieces is [AudioPiece only])
        {
            return $"{decoded},{Filters(only, 0, timeline, parameters)}[{Result}]";
        }

        int count = plan.Pieces.Count;
        string split = $"{decoded},asplit={Number(count)}{Labels("in", count)}";
        IEnumerable<string> pieces = plan.Pieces.Select((piece, i) =>
            $"[in{i}]{Filters(piece, plan.FramesBefore(piece) * (long)timeline.SamplesPerFrame, timeline, parameters)}[out{i}]");
        string join = $"{Labels("out", count)}concat=n={Number(count)}:v=0:a=1,asetpts=N/SR/TB[{Result}]";
        return string.Join(';', [split, .. pieces, join]);
    }

    private static string Labels(string name, int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"[{name}{i}]"));

    private static string Filters(AudioPiece piece, long decodedBefore, AacTimeline timeline, OpusParameters parameters)
    {
        string start = piece.SilenceBefore > 0
            ? $"atrim=start_sample={Number(decodedBefore)},asetpts=N/SR/TB,adelay=delays={Number(piece.SilenceBefore)}S:all=1"
            : $"atrim=start_sample={Number(decodedBefore + piece.DecodedTrim)}";
        string layout = parameters.Channels == 1 ? "mono" : "stereo";
        string contentEnd = piece.ContentEnd is { } end ? $"atrim=end_sample={Number(end)}," : "";

        // rematrix_maxval: folding 5.1 to stereo must not clip. apad: silence when the track ends within the piece.
        return string.Join(
            ',',
            start,
            "asetpts=N/SR/TB",
            $"aresample={Number(OpusChunkLayout.SampleRate)}:rematrix_maxval=1",
            $"aformat=sample_fmts=flt:sample_rates={Number(OpusChunkLayout.SampleRate)}:channel_layouts={layout}",
            $"{contentEnd}apad",
            $"atrim=start_sample={Number(piece.ResampledStart)}:end_sample={Number(piece.ResampledEnd)}",
            "asetpts=N/SR/TB");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
