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

    /// <summary>Arguments for one chunk; not one of them needs quoting.</summary>
    public static IReadOnlyList<string> For(AudioTranscodePlan plan, AacTimeline timeline, OpusParameters parameters) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error",

        // The pipe is the only thing that can be opened, and the header of one frame says all there is to know.
        "-protocol_whitelist", "pipe", "-probesize", "32", "-analyzeduration", "0", "-threads", "1",
        "-f", "aac", "-i", "pipe:0",

        "-map", "0:a:0", "-map_metadata", "-1", "-filter_threads", "1",
        "-af", Filters(plan, timeline, parameters),

        // Restricted-lowdelay keeps the encoder in its CELT mode. The other applications change between SILK, hybrid and CELT as
        // they listen; two processes need not agree on the mode at a join, and disagreement was heard (mono speech, 9 times the
        // error of an uncut encoding). At these bit rates CELT is what they would use for nearly everything anyway.
        "-c:a", "libopus", "-application", "lowdelay", "-frame_duration", "20", "-vbr", "on",
        "-b:a", Number(parameters.BitRate), "-threads", "1", "-flags", "+bitexact", "-fflags", "+bitexact",
        "-f", "ogg", "-page_duration", PageMicroseconds, "-flush_packets", "1", "pipe:1",
    ];

    private static string Filters(AudioTranscodePlan plan, AacTimeline timeline, OpusParameters parameters)
    {
        string start = plan.SilenceBefore > 0
            ? $"adelay=delays={Number(plan.SilenceBefore)}S:all=1"
            : $"atrim=start_sample={Number(plan.DecodedTrim)}";
        string layout = parameters.Channels == 1 ? "mono" : "stereo";

        // The first aformat changes nothing unless the file did not announce its SBR: the decoder finds it and doubles the rate, and
        // everything after would be counted in the wrong samples.
        // rematrix_maxval: folding 5.1 to stereo must not clip. apad: silence when the track ends within the last packet.
        return string.Join(
            ',',
            $"aformat=sample_rates={Number(timeline.SampleRate)}",
            start,
            "asetpts=N/SR/TB",
            $"aresample={Number(OpusChunkLayout.SampleRate)}:rematrix_maxval=1",
            $"aformat=sample_fmts=flt:sample_rates={Number(OpusChunkLayout.SampleRate)}:channel_layouts={layout}",
            "apad",
            $"atrim=start_sample={Number(plan.ResampledStart)}:end_sample={Number(plan.ResampledEnd)}",
            "asetpts=N/SR/TB");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
