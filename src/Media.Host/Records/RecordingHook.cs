using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Vod.Media.Host.Records;

/// <summary>
/// Runs the program of Web Call Server's <c>on_record_hook_script</c> when a recording is finished: its first argument is the name of the stream, its second the absolute path
/// of the file. It is run as it is, without a shell, and killed with all it has started when it takes too long.
/// </summary>
internal sealed partial class RecordingHook(RecordingOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs it, if there is one. Never fails.</summary>
    public async Task RunAsync(string stream, string path)
    {
        if (options.HookScript.Length == 0)
        {
            return;
        }

        try
        {
            ProcessStartInfo info = new(options.HookScript) { UseShellExecute = false, RedirectStandardInput = true };
            info.ArgumentList.Add(stream);
            info.ArgumentList.Add(path);
            using Process process = Process.Start(info)!;
            process.StandardInput.Close();
            await WaitAsync(process, path);
        }

        // AggregateException: what the script has started as another user could not be killed.
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException or AggregateException)
        {
            LogNotRun(logger, options.HookScript, path, exception.Message);
        }
    }

    private async Task WaitAsync(Process process, string path)
    {
        using CancellationTokenSource timeout = new(options.HookTimeout, clock);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            if (process.ExitCode != 0)
            {
                LogNotRun(logger, options.HookScript, path, $"exit code {process.ExitCode}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            LogNotRun(logger, options.HookScript, path, $"it took longer than {options.HookTimeout}");
        }
    }

    [LoggerMessage(EventId = 521, Level = LogLevel.Warning, Message = "The script {Script} for the recording {Path} has failed: {Reason}")]
    private static partial void LogNotRun(ILogger logger, string script, string path, string reason);
}
