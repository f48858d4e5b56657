using System.Globalization;

namespace Vod.Media.Preparation;

/// <summary>Puts a command under limits that the kernel enforces, by way of the shell every Unix has.</summary>
internal static class TranscoderCommandLine
{
    /// <summary>The program to start.</summary>
    public const string Shell = "/bin/sh";

    private const int BytesPerUlimitUnit = 1024;

    /// <summary>
    /// Arguments for <see cref="Shell"/>. Command and arguments are passed as positional parameters, never as shell text,
    /// and exec keeps the process id, so killing it kills the transcoder.
    /// </summary>
    /// <param name="command">Absolute path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limits">What it may take.</param>
    public static IReadOnlyList<string> Limited(string command, IReadOnlyList<string> arguments, TranscoderLimits limits)
    {
        string script = string.Create(
            CultureInfo.InvariantCulture,
            $"ulimit -t {Math.Ceiling(limits.CpuTime.TotalSeconds):F0}; ulimit -v {limits.MemoryBytes / BytesPerUlimitUnit}; "
            + $"ulimit -f 0; ulimit -c 0; exec nice -n {limits.Niceness} \"$0\" \"$@\"");
        return ["-c", script, command, .. arguments];
    }
}
