using System.Net.Http.Json;
using System.Text.Json;
using Vod.Media.Load.Server;
using Vod.Media.Load.Viewers;

namespace Vod.Media.Load.Runs;

/// <summary>A fresh server with the films in a media folder of its own, and an audience for it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly TimeSpan PreparationLimit = TimeSpan.FromMinutes(2);
    private readonly LoadOptions _options;
    private readonly string _folder;

    private Bench(LoadOptions options, string folder, LoadClock clock, ServerProcess server)
    {
        _options = options;
        _folder = folder;
        Clock = clock;
        Server = server;
        Audience = new Audience(clock, server.Http, options.Threads, options.Decrypt);
    }

    /// <summary>The time of all of it.</summary>
    public LoadClock Clock { get; }

    /// <summary>The server.</summary>
    public ServerProcess Server { get; }

    /// <summary>Its viewers.</summary>
    public Audience Audience { get; }

    /// <summary>Starts a server.</summary>
    public static async Task<Bench> StartAsync(LoadOptions options)
    {
        string folder = Path.Combine(options.Output, $"run-{Environment.ProcessId}");
        string media = Path.Combine(folder, "media");
        Directory.CreateDirectory(media);
        foreach (string film in options.Films)
        {
            // No links: a server does not follow those that leave its folder.
            File.Copy(film, Path.Combine(media, Path.GetFileName(film)));
        }

        ServerOptions server = new(
            Path.GetFullPath(options.Server), options.ServerCore, media, Path.Combine(folder, "cache"), Path.Combine(options.Output, "server.log"), options.ServerArguments);
        LoadClock clock = new();
        return new Bench(options, folder, clock, await ServerProcess.StartAsync(server, clock));
    }

    /// <summary>The name of a stream of a film.</summary>
    public static string StreamOf(string film, StreamMode mode) => $"{(mode == StreamMode.Shared ? "vod-live" : "vod")}://{Path.GetFileName(film)}";

    /// <summary>Has the sound of the film made, and some viewers come and go, so that what is measured afterwards is not the start of a process.</summary>
    public async Task WarmUpAsync(StreamMode mode)
    {
        const int Viewers = 30;
        using HttpClient http = new() { BaseAddress = Server.Http };
        string film = Path.GetFileName(_options.Films[0]);
        using HttpResponseMessage ordered = await http.PostAsJsonAsync("/api/v1/media/prepare", new { path = film });
        await Clock.WaitForAsync(() => IsReadyAsync(http, film), PreparationLimit);

        List<Attendance> viewers = [];
        for (int i = 0; i < Viewers; i++)
        {
            viewers.Add(await Audience.JoinAsync(StreamOf(_options.Films[0], mode)));
            await Clock.WaitAsync(TimeSpan.FromMilliseconds(100));
        }

        // The runtime compiles what is called often a second and a third time, one method after the other, beside the work: seconds on a core that is shared with it.
        await Clock.WaitAsync(TimeSpan.FromSeconds(12));
        await Audience.LeaveAsync(viewers);
        await Clock.WaitAsync(TimeSpan.FromSeconds(3));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Audience.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, string film)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri($"/api/v1/media/{film}", UriKind.Relative));
        using JsonDocument shown = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return shown.RootElement.TryGetProperty("state", out JsonElement state) && state.GetString() == "ready";
    }
}
