using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vod.Media.Bench;

/// <summary>How much pictures encoded anew look like those they were made from.</summary>
internal static partial class Fidelity
{
    // Picture by picture, whatever the times say: a byte stream has none.
    private const string Numbered = "format=yuv420p,settb=AVTB,setpts=N*1000";

    /// <summary>Mean peak signal-to-noise ratio in dB; null when the pictures are not of one size, or are all the same.</summary>
    /// <param name="ffmpeg">The program.</param>
    /// <param name="source">The film.</param>
    /// <param name="encoded">Byte stream of its pictures from the start on, or of as many as there are.</param>
    public static async Task<double?> MeasureAsync(string ffmpeg, string source, byte[] encoded)
    {
        ProcessStartInfo info = new(
            ffmpeg,
            [
                "-hide_banner", "-i", source, "-f", "h264", "-i", "pipe:0",
                "-filter_complex", $"[0:v:0]{Numbered}[a];[1:v:0]{Numbered}[b];[b][a]psnr=shortest=1", "-fps_mode", "passthrough", "-f", "null", "-",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> log = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(encoded);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has given up; what it has to say is in the log.
        }

        await process.WaitForExitAsync();
        Match average = Average().Match(await log);
        return average.Success ? double.Parse(average.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"(?<=PSNR .*average:)[0-9.]+")]
    private static partial Regex Average();
}
