using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>
/// The command line that makes ffmpeg decode H.264 (Annex B), or VP8, from its standard input and write one picture as PNG to its standard output.
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
    public static IReadOnlyList<string> For(PicturePlan plan, int rotation)
    {
        string turn = rotation switch
        {
            90 => ",transpose=clock",
            180 => ",hflip,vflip",
            270 => ",transpose=cclock",
            _ => "",
        };
        return For("h264", plan.Shown, turn);
    }

    private static IReadOnlyList<string> For(string format, int shown, string turn) =>
        [
            "-hide_banner", "-nostdin", "-loglevel", "error",

            // Leading pictures of an open GOP, whose references are missing, count among those the plan has counted.
            "-protocol_whitelist", "pipe", "-threads", "1", "-flags", "+output_corrupt", "-flags2", "+showall", "-f", format, "-i", "pipe:0",
            "-map", "0:v:0", "-filter_threads", "1", "-vsync", "passthrough",
            "-vf", string.Create(CultureInfo.InvariantCulture, $"select='gte(n,{shown})'{turn}"),
            "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1",
        ];
}
