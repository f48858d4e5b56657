using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>
/// The command line that makes ffmpeg decode a picture in Matroska from its standard input and write it to its standard output as H.264 in FLV, each picture as soon as it is
/// encoded. Nothing in it comes from a file or a viewer: only numbers that were computed here and what the operator has set.
/// </summary>
internal static class PictureEncodeArguments
{
    // What H.264 level 5.2 and the decoders of browsers end at, in either direction.
    private const int MaxDimension = 4096;

    // A quarter of the points of 1080p.
    private const int ReducedDimension = 960;

    private const string SoftwareEncoder = "libx264";

    /// <summary>Arguments for one run.</summary>
    /// <param name="plan">Where it begins and is cut.</param>
    /// <param name="shape">What has to be done to every picture.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="effort">How much work is put into it.</param>
    /// <param name="threads">Threads of decoder and encoder each, at least 1.</param>
    public static IReadOnlyList<string> For(PictureRunPlan plan, PictureShape shape, PictureEncoder encoder, PictureEffort effort, int threads) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error",

        // The pipe is the only thing that can be opened. The header says all there is to know, so nothing is read ahead to find out; and times are taken as they are.
        // However much of it cannot be decoded, the rest is shown.
        "-protocol_whitelist", "pipe", "-max_error_rate", "1", "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-copyts",
        .. effort == PictureEffort.Reduced ? ["-skip_frame", "noref", "-skip_loop_filter", "noref"] : Array.Empty<string>(),
        "-threads", Number(threads), .. encoder.InputArguments, "-f", "matroska", "-i", "pipe:0",

        "-map", "0:v:0", "-map_metadata", "-1", "-filter_threads", "1", "-vf", Filters(plan, shape, encoder, effort),

        // One picture out for each one in, at its own time.
        "-fps_mode", "passthrough", "-enc_time_base", "1:1000", "-force_key_frames", Cuts(plan),
        "-threads", Number(threads), "-maxrate", Number(plan.MaxBitRate), "-bufsize", Number(plan.MaxBitRate * 2), .. encoder.Arguments,
        .. effort == PictureEffort.Reduced && encoder.Name == SoftwareEncoder ? ["-preset", "ultrafast"] : Array.Empty<string>(), "-bf", "0",
        "-f", "flv", "-flvflags", "no_duration_filesize", "-flush_packets", "1", "pipe:1",
    ];

    private static string Filters(PictureRunPlan plan, PictureShape shape, PictureEncoder encoder, PictureEffort effort)
    {
        List<string> filters = [$"trim=start_pts={Number(plan.MillisecondsOf(plan.Chunks.StartOf(plan.FirstChunk)))}"];
        if (shape.MayBeInterlaced)
        {
            // Pictures that are not interlaced pass untouched.
            filters.Add("yadif=deint=interlaced");
        }

        switch (shape.Rotation)
        {
            case 90:
                filters.Add("transpose=clock");
                break;
            case 180:
                filters.AddRange(["hflip", "vflip"]);
                break;
            case 270:
                filters.Add("transpose=cclock");
                break;
        }

        int limit = effort == PictureEffort.Reduced ? ReducedDimension : MaxDimension;
        if (shape.Width > limit || shape.Height > limit)
        {
            filters.Add($"scale=w={Number(limit)}:h={Number(limit)}:force_original_aspect_ratio=decrease:force_divisible_by=2");
        }
        else
        {
            // Colour is sampled at every other point. What is even passes untouched; the sample entry may not tell the truth.
            filters.Add("crop=trunc(iw/2)*2:trunc(ih/2)*2");
        }

        filters.Add("format=yuv420p");
        if (encoder.Filter.Length > 0)
        {
            filters.Add(encoder.Filter);
        }

        return string.Join(',', filters);
    }

    private static string Cuts(PictureRunPlan plan) => string.Join(
        ',',
        Enumerable.Range(plan.FirstChunk, plan.EndChunk - plan.FirstChunk)
            .Select(chunk => (plan.MillisecondsOf(plan.Chunks.StartOf(chunk)) / 1000m).ToString("F3", CultureInfo.InvariantCulture)));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
