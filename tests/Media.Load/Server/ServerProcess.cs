using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Vod.Media.Load.Server;

/// <summary>The server that is measured: a process of its own on a core of its own, with one worker, on ports the system has chosen.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int SIGINT = 2;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    // Limits that a load from one address would run into, and a shared stream that does not end.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["VOD_Media__MaxSessionsPerWorker"] = "100000",
        ["VOD_Whep__MaxSessions"] = "1000000",
        ["VOD_Streams__Loop"] = "true",
        ["VOD_Streams__Timeout"] = "5000",
    };

    private readonly LoadClock _clock;
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly HttpClient _http = new();

    private ServerProcess(LoadClock clock, ProcessStartInfo start, Uri http, Uri admin, string log)
    {
        _clock = clock;
        Http = http;
        Admin = admin;
        Command = $"{string.Join(' ', Settings.Select(pair => $"{pair.Key}={pair.Value}"))} {start.FileName} {string.Join(' ', start.ArgumentList)}";
        _log = new StreamWriter(log);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Write(line.Data);
        _process.ErrorDataReceived += (_, line) => Write(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its HTTP port.</summary>
    public Uri Http { get; }

    /// <summary>Its admin port.</summary>
    public Uri Admin { get; }

    /// <summary>How it was started.</summary>
    public string Command { get; }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the log says why.</exception>
    public static async Task<ServerProcess> StartAsync(ServerOptions options, LoadClock clock)
    {
        int[] ports = FreePorts(3);
        ProcessStartInfo start = new()
        {
            FileName = options.Core is null ? "dotnet" : "taskset",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(options.Log)!,
        };
        string[] arguments =
        [
            .. options.Core is { } core ? ["-c", core.ToString(CultureInfo.InvariantCulture), "dotnet"] : Array.Empty<string>(),
            options.Assembly, "--http-port", $"{ports[0]}", "--ws-port", $"{ports[1]}", "--admin-port", $"{ports[2]}", "--media-port", $"{FreeUdpPort()}",
            "--workers", "1", "--media", options.Media, "--cache", options.Cache, .. options.Arguments,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach ((string name, string value) in Settings)
        {
            start.Environment.TryAdd(name, value);
        }

        ServerProcess server = new(clock, start, new Uri($"http://127.0.0.1:{ports[0]}"), new Uri($"http://127.0.0.1:{ports[2]}"), options.Log);
        if (await clock.WaitForAsync(server.IsReadyAsync, ReadyLimit))
        {
            return server;
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"the server was not ready in time, see {options.Log}");
    }

    /// <summary>What it has used up to now.</summary>
    public ServerUsage Usage()
    {
        _process.Refresh();
        return new ServerUsage(_process.UserProcessorTime, _process.PrivilegedProcessorTime, _process.WorkingSet64);
    }

    /// <summary>What it tells of itself.</summary>
    public async Task<Exposition> MetricsAsync() => Exposition.Parse(await _http.GetStringAsync(new Uri(Admin, "/metrics")));

    /// <summary>Has it end, and waits for that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SIGINT);
            using CancellationTokenSource limit = new(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Write("the server did not end in time and was killed");
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
        _http.Dispose();
        await _log.DisposeAsync();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"the server ended with {_process.ExitCode}, see its log");
        }

        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri(Http, "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Write(string? line)
    {
        if (line is not null)
        {
            lock (_log)
            {
                _log.WriteLine(line);
            }
        }
    }

    private static int[] FreePorts(int count)
    {
        // All at once, so that they differ.
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    private static int FreeUdpPort()
    {
        using UdpClient client = new(0);
        return ((IPEndPoint)client.Client.LocalEndPoint!).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
