using System.Diagnostics;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>The real ffmpeg, run by the test itself to make sounds and to decode what the product has made.</summary>
internal static class TestFfmpeg
{
    public static string Path { get; } = Vod.Media.Host.Preparation.FfmpegLocator.Find("", Environment.GetEnvironmentVariable("PATH") ?? "")
        ?? throw new InvalidOperationException("these tests need ffmpeg on PATH");

    public static async Task<byte[]> RunAsync(string arguments, byte[]? input = null)
    {
        ProcessStartInfo info = new(Path, $"-hide_banner -nostdin -loglevel error {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(info)!;
        using MemoryStream output = new();
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.StandardInput.BaseStream.WriteAsync(input ?? []);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    /// <summary>Interleaved 32-bit samples.</summary>
    public static async Task<float[]> RunForSamplesAsync(string arguments, byte[] input)
    {
        byte[] bytes = await RunAsync($"{arguments} -f f32le pipe:1", input);
        float[] samples = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, samples, 0, bytes.Length);
        return samples;
    }
}
