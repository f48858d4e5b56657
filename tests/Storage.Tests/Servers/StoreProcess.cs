using System.Diagnostics;
using System.Text.Json;

namespace Vod.Storage.Tests.Servers;

/// <summary>A server that a script of the repository runs until its standard input ends.</summary>
internal sealed class StoreProcess : IAsyncDisposable
{
    // Several servers in Python, on a machine that builds something else meanwhile.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("vod-store-").FullName;
    private readonly Process _process;

    private StoreProcess(string script)
    {
        ProcessStartInfo start = new(Path.Combine(FindRoot(AppContext.BaseDirectory), "eng", script), [Path.Combine(_folder, "store")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{script} did not start");
    }

    /// <summary>What the script said when its server was ready.</summary>
    public JsonElement Ready { get; private set; }

    /// <summary>Starts a script and waits for its server.</summary>
    public static async Task<StoreProcess> StartAsync(string script)
    {
        StoreProcess server = new(script);
        using CancellationTokenSource patience = new(StartTimeout);
        if (await server._process.StandardOutput.ReadLineAsync(patience.Token) is not { } line)
        {
            throw new InvalidOperationException($"{script}: {await server._process.StandardError.ReadToEndAsync(patience.Token)}");
        }

        server.Ready = JsonSerializer.Deserialize<JsonElement>(line);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource patience = new(StopTimeout);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Orleans.Vod.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
