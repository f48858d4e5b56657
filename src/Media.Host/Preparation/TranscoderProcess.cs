using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Runs one ffmpeg as a child that sees nothing but its pipes: no inherited environment but PATH, limits on processor time and
/// memory, killed with everything it started when it is silent for too long or its job is given up.
/// </summary>
/// <remarks>
/// Input, output and errors are moved at the same time, so no full pipe can block the others. If this process dies without
/// cleaning up, the child's input ends and it exits by itself.
/// </remarks>
/// <param name="clock">Measures how long it is silent.</param>
/// <param name="scheduler">Gives its place to others while its input is late; null where nobody waits for a place.</param>
internal sealed class TranscoderProcess(TimeProvider clock, ChunkScheduler? scheduler = null)
{
    private const int MaxErrorBytes = 4 * 1024;
    private const int OutputBuffer = 16 * 1024;

    // How long the pipes of a killed process may stay open. Only a grandchild that escaped the kill could hold them.
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="command"/> to its end. Never throws for what the child, its input or the clock do.</summary>
    public async Task<TranscoderResult> RunAsync(
        string command, IReadOnlyList<string> arguments, TranscoderLimits limits, ITranscoderJob job, CancellationToken cancellation)
    {
        using Process process = new() { StartInfo = StartInfo(command, arguments, limits) };
        if (TryStart(process) is { } problem)
        {
            return new(TranscoderOutcome.NotStarted, -1, problem);
        }

        using CancellationTokenSource timeout = new(limits.Silence, clock);
        using CancellationTokenSource refused = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, refused.Token, cancellation);
        using CancellationTokenRegistration killing = stop.Token.Register(() => Kill(process));

        // One that takes its input is at work as well: decoding up to a far place gives nothing for long.
        Action onProgress = () => timeout.CancelAfter(limits.Silence);
        StrongBox<bool> isReading = new();
        Task<Exception?> input = FeedAsync(process.StandardInput.BaseStream, job, isReading, refused, onProgress, stop.Token);
        Task<bool> output = DrainAsync(process.StandardOutput.BaseStream, job, refused, onProgress);
        Task<string> errors = ReadErrorsAsync(process.StandardError.BaseStream);
        Task exit = process.WaitForExitAsync(CancellationToken.None);
        await Settle(Task.WhenAll(input, output, errors, exit), stop.Token);

        Exception? inputProblem = input.IsCompletedSuccessfully ? input.Result : null;

        // Read before the outcome is told: a child that starved is not the one that is silent.
        Exception? starved = Volatile.Read(ref isReading.Value) ? new TimeoutException("its input has not come") : null;
        TranscoderOutcome outcome =
            inputProblem is not null ? TranscoderOutcome.InputFailed
            : output is { IsCompletedSuccessfully: true, Result: false } ? TranscoderOutcome.OutputRefused
            : cancellation.IsCancellationRequested ? TranscoderOutcome.Cancelled
            : timeout.IsCancellationRequested ? TranscoderOutcome.TimedOut
            : TranscoderOutcome.Exited;
        int exitCode = exit.IsCompletedSuccessfully ? process.ExitCode : -1;
        return new(outcome, exitCode, inputProblem?.Message ?? (errors.IsCompletedSuccessfully ? errors.Result : ""))
        {
            InputFailure = inputProblem ?? (outcome == TranscoderOutcome.TimedOut ? starved : null),
        };
    }

    private static ProcessStartInfo StartInfo(string command, IReadOnlyList<string> arguments, TranscoderLimits limits)
    {
        bool isUnix = !OperatingSystem.IsWindows();
        ProcessStartInfo info = new(
            isUnix ? TranscoderCommandLine.Shell : command,
            isUnix
                ? TranscoderCommandLine.Limited(command, arguments, limits)
                : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        string? path = Environment.GetEnvironmentVariable("PATH");
        info.Environment.Clear();
        info.Environment["PATH"] = path;
        return info;
    }

    private static string? TryStart(Process process)
    {
        try
        {
            return process.Start() ? null : "the process did not start";
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            return exception.Message;
        }
    }

    /// <summary>Writes the input and closes it. Gives the problem when it could not be read; that the child stops reading is none.</summary>
    private async Task<Exception?> FeedAsync(
        Stream stdin, ITranscoderJob job, StrongBox<bool> isReading, CancellationTokenSource refused, Action onProgress, CancellationToken cancellation)
    {
        // Writing to a pipe blocks its thread, which must not be the caller's.
        await Task.Yield();
        try
        {
            while (await ReadInputAsync(job, isReading, cancellation) is { Length: > 0 } bytes)
            {
                if (!await TryWriteAsync(stdin, bytes, cancellation))
                {
                    break;
                }

                cancellation.ThrowIfCancellationRequested();
                onProgress();
            }

            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            await refused.CancelAsync();
            return exception;
        }
        finally
        {
            Close(stdin);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(ITranscoderJob job, StrongBox<bool> isReading, CancellationToken cancellation)
    {
        // Stays set when reading ends with an exception, the cancellation among them.
        Volatile.Write(ref isReading.Value, true);
        ReadOnlyMemory<byte> input = await (scheduler?.AwaitInputAsync(job.ReadInputAsync(cancellation)) ?? job.ReadInputAsync(cancellation));
        Volatile.Write(ref isReading.Value, false);
        return input;
    }

    private static async Task<bool> TryWriteAsync(Stream stdin, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await stdin.WriteAsync(bytes, cancellation);
            await stdin.FlushAsync(cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<bool> DrainAsync(Stream stdout, ITranscoderJob job, CancellationTokenSource refused, Action onProgress)
    {
        byte[] buffer = new byte[OutputBuffer];
        int read;
        while ((read = await ReadAsync(stdout, buffer)) > 0)
        {
            if (!job.TakeOutput(buffer.AsSpan(0, read)))
            {
                await refused.CancelAsync();
                return false;
            }

            onProgress();
        }

        return true;
    }

    /// <summary>Keeps the first bytes and throws the rest away, so that a talkative child is not blocked.</summary>
    private static async Task<string> ReadErrorsAsync(Stream stderr)
    {
        byte[] kept = new byte[MaxErrorBytes];
        byte[] ignored = new byte[MaxErrorBytes];
        int length = 0;
        int read;
        do
        {
            read = await ReadAsync(stderr, length < kept.Length ? kept.AsMemory(length) : ignored);
            length = Math.Min(length + read, kept.Length);
        }
        while (read > 0);

        return Encoding.UTF8.GetString(kept, 0, length);
    }

    private static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>Waits for everything to end; once the child was killed not for longer than the grace time.</summary>
    private static async Task Settle(Task everything, CancellationToken stop)
    {
        try
        {
            await everything.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(everything, Task.Delay(KillGrace, CancellationToken.None));
        }
    }

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The child is gone already.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has exited by itself.
        }
    }
}
