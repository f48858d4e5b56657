using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings.Flashphoner;

/// <summary>What an operator sees who starts the server with the settings of a Web Call Server.</summary>
[Collection(nameof(StartupTests))]
public sealed class FlashphonerStartupTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly string _root = Directory.CreateTempSubdirectory("vod-wcs-").FullName;

    private string FileName => Path.Combine(_root, "wcs.properties");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("vod_live_loop=perhaps", "{0} line 1: vod_live_loop is 'perhaps'; it must be true or false.")]
    [InlineData("# ports\n\nhttp.port=80 # web", "{0} line 3: http.port is '80 # web'; it must be a whole number from 0 to 65535.")]
    [InlineData("a=\\u00zz", "{0} line 1 has a \\u that 4 hexadecimal digits other than 0000 must follow.")]
    [InlineData("a\0b", "{0} line 1 is no text in UTF-8.")]
    public async Task A_mistake_stops_the_start_with_one_line_and_exit_code_2(string text, string line)
    {
        HostRun run = await RunAsync(text);
        Assert.Equal(VodHost.BadSettings, run.Code);
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, FileName), run.Error.TrimEnd('\n'));
    }

    [Fact]
    public async Task Ports_that_do_not_suffice_stop_the_start_too()
    {
        HostRun run = await RunAsync("media_port_from=40000\nmedia_port_to=40001", "--workers=3");
        Assert.Equal(VodHost.BadSettings, run.Code);
        Assert.Contains("there are only 2 UDP ports", Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_noticed_in_the_file_is_logged_before_the_server_is_ready()
    {
        HostRun run = await RunAsync("rtp_bundle=true\nwss.port=8443\nvod_live_lop=true\nvod_live_loop=true\nvod_live_loop=false");
        Assert.Equal((VodHost.Stopped, ""), (run.Code, run.Error));
        Assert.Equal(
            [
                (LogLevel.Information, "wcs.properties line 1: rtp_bundle means nothing here: sound and picture of a viewer always share a port."),
                (LogLevel.Information, "wcs.properties line 2: wss.port has no effect yet: there is no TLS yet; a proxy in front can end it."),
                (LogLevel.Warning, "wcs.properties line 3: vod_live_lop is no known setting and is ignored; did you mean vod_live_loop?"),
                (LogLevel.Warning, "wcs.properties line 5: vod_live_loop is given a second time; line 4 no longer counts."),
                (LogLevel.Information, "Ready. Ctrl-C stops the server."),
            ],
            run.Log.Where(e => e.Category == typeof(VodHost).FullName).Select(e => (e.Level, e.Message)));
    }

    [Fact]
    public async Task A_flood_of_remarks_ends_in_a_count()
    {
        HostRun run = await RunAsync(string.Concat(Enumerable.Range(0, 103).Select(i => $"my.own.{i}=1\n")));
        Assert.Equal("wcs.properties: 3 more remarks are not shown; is this the right file?", run.Log.Last(e => e.Level == LogLevel.Warning).Message);
    }

    [Fact]
    public async Task The_file_sets_the_options()
    {
        MediaOptions? media = null;
        await RunAsync("vod_stream_timeout=0\nip=203.0.113.5", app: app => media = app.Services.GetRequiredService<IOptions<MediaOptions>>().Value);
        Assert.Equal(["203.0.113.5"], media?.PublicAddresses);
    }

    [Theory]
    [InlineData($"aws_s3_credentials=eu;key;{Secret}")]
    [InlineData($"aws_s3_credentials={Secret}\naws_s3_credentials={Secret}2")]
    [InlineData($"aws_s3_credentials={Secret}\\u00zz")]
    [InlineData($"aws_s3_credentials={Secret}\0")]
    [InlineData($"rest_hook_secret_key={Secret}\nhttp.port=x")]
    [InlineData($"rest_hook_secret={Secret}")]
    [InlineData($"rest_hook_secret_key{Secret}")]
    [InlineData($"aws_s3_credentials=eu;key\n{Secret}")]
    [InlineData($"wss.keystore.password: {Secret}")]
    [InlineData($"my.key={Secret}")]
    public async Task A_secret_is_in_no_message_log_or_answer(string text)
    {
        string answer = "";
        HostRun run = await RunAsync(text, app: app => answer = JsonSerializer.Serialize(EffectiveSetting.All((IConfigurationRoot)app.Configuration)));
        Assert.True(run.Error.Length > 0 || run.Log.Any(e => e.Category == typeof(VodHost).FullName));
        Assert.DoesNotContain(Secret, run.Error + answer + string.Join('\n', run.Log.Select(e => e.Message)), StringComparison.OrdinalIgnoreCase);
    }

    // Starts a server on ports of the system's choice, unless the file names others, and stops it as soon as it runs.
    private Task<HostRun> RunAsync(string text, string? option = null, Action<WebApplication>? app = null)
    {
        File.WriteAllText(FileName, text);
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)probe.LocalEndPoint!).Port;
        string[] args = [$"--media={_root}", "--http-port=0", "--ws-port=0", "--admin-port=0", $"--media-port={port}", option ?? "--workers=1", $"--properties={FileName}"];
        probe.Dispose();
        return HostRun.RunAsync(args, app: host =>
        {
            app?.Invoke(host);
            host.Lifetime.ApplicationStarted.Register(host.Lifetime.StopApplication);
        });
    }
}
