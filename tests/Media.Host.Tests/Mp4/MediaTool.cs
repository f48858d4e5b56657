using System.Diagnostics;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>Runs ffmpeg or ffprobe and gives what it prints.</summary>
internal static class MediaTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Run(string tool, string arguments)
    {
        ProcessStartInfo start = new(tool, $"-v error {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{tool} {arguments}");
        }

        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} {arguments}: {errors.Result}");
    }
}
