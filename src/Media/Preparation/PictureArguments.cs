using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>
/// The command line that makes ffmpeg decode H.264 (Annex B), VP8, or what is in Matroska, from its standard input and write one picture as PNG to its standard output.
/// Nothing in it comes from a file or a viewer: only numbers that were computed here.
/// </summary>
internal static class PictureArguments
{
    /// <summary>Arguments for one key picture that is fed alone.</summary>
    /// <param name="isIvf">Whether it is in an IVF file; else it is H.264.</param>
    public static IReadOnlyList<string> ForKeyFrame(bool isIvf) => For(isIvf ? "ivf" : "h264", shown: 0, turn: "");

    /// <summary>Arguments for a plan.</summary>
    /// <param name="plan">What is fed, and which picture is wanted.</param>
    /// <param name="rotation">Clockwise degrees to turn it by: 0, 90, 180 or 270.</param>
    public static IReadOnlyList<string> For(PicturePlan plan, int rotation) => For("h264", plan.Shown, Turn(rotation));

    /// <summary>Arguments for the picture of a moment out of what is fed in Matroska, where some of it may not be shown.</summary>
    /// <param name="milliseconds">When the picture is shown, by what is fed.</param>
    /// <param name="rotation">Clockwise degrees to turn it by: 0, 90, 180 or 270.</param>
    public static IReadOnlyList<string> ForTime(long milliseconds, int rotation) =>
        ["-copyts", .. For("matroska", $"gte(pts,{milliseconds.ToString(CultureInfo.InvariantCulture)})", Turn(rotation))];

    private static string Turn(int rotation) => rotation switch
    {
        90 => ",transpose=clock",
        180 => ",hflip,vflip",
        270 => ",transpose=cclock",
        _ => "",
    };

    private static IReadOnlyList<string> For(string format, int shown, string turn) =>
        For(format, string.Create(CultureInfo.InvariantCulture, $"gte(n,{shown})"), turn);

    private static IReadOnlyList<string> For(string format, string wanted, string turn) =>
        [
            "-hide_banner", "-nostdin", "-loglevel", "error",

            // Leading pictures of an open GOP, whose references are missing, count among those the plan has counted.
            "-protocol_whitelist", "pipe", "-threads", "1", "-flags", "+output_corrupt", "-flags2", "+showall", "-f", format, "-i", "pipe:0",
            "-map", "0:v:0", "-filter_threads", "1", "-vsync", "passthrough",
            "-vf", $"select='{wanted}'{turn}",
            "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1",
        ];
}
