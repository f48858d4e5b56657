using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.Api.Streams;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults;
using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Startup;

namespace Vod.Api.Tests.Settings;

/// <summary>What an operator sees when the server cannot start. The error stream belongs to the process, so these do not run beside others.</summary>
[Collection(nameof(StartupTests))]
[CollectionDefinition(nameof(StartupTests), DisableParallelization = true)]
public sealed class StartupTests : IDisposable
{
    private readonly string _media = Directory.CreateTempSubdirectory("vod-media-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_media, recursive: true);

    [Theory]
    [InlineData("--http-port")]
    [InlineData("--ws-port")]
    public async Task A_TCP_port_in_use_is_named_with_its_option(string portSwitch)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        ServerOptions options = new() { HttpPort = portSwitch == "--http-port" ? port : 0, WebSocketPort = portSwitch == "--ws-port" ? port : 0 };
        Assert.Equal(
            $"TCP port {port} is in use; stop the program that uses it or choose another port with {portSwitch}.",
            await new TcpPortsCheck(Options.Create(options)).FindProblemAsync(Token));
    }

    [Fact]
    public async Task An_admin_port_in_use_is_named_with_its_option_unless_it_is_off()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Equal(
            $"TCP port {port} is in use; stop the program that uses it or choose another port with --admin-port.",
            await new AdminPortCheck(Options.Create(new AdminOptions { Port = port })).FindProblemAsync(Token));
        Assert.Equal(
            "192.0.2.1 is no address of this machine; choose another with Admin:Listen.",
            await new AdminPortCheck(Options.Create(new AdminOptions { Listen = "192.0.2.1" })).FindProblemAsync(Token));
        Assert.Null(await new AdminPortCheck(Options.Create(new AdminOptions { Listen = "192.0.2.1", Port = 0 })).FindProblemAsync(Token));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named() =>
        Assert.Equal(
            "192.0.2.1 is no address of this machine; choose another with --listen.",
            await new TcpPortsCheck(Options.Create(new ServerOptions { Listen = "192.0.2.1", HttpPort = 0, WebSocketPort = 0 })).FindProblemAsync(Token));

    [Fact]
    public async Task A_media_port_in_use_is_named_even_if_it_is_not_the_first()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        string? problem = await new MediaPortsCheck(Options.Create(new MediaOptions { UdpPort = port - 1, Workers = 2 })).FindProblemAsync(Token);
        Assert.Matches("^UDP port [0-9]+ is in use; .* --media-port\\.$", problem);
    }

    [Fact]
    public async Task A_missing_media_folder_is_named()
    {
        string path = Path.Combine(_media, "none");
        Assert.Equal(
            $"The media folder '{path}' does not exist; create it or choose another with --media.",
            await new MediaDirectoryCheck(Options.Create(new MediaOptions { Directory = path })).FindProblemAsync(Token));
        Assert.Null(await new MediaDirectoryCheck(Options.Create(new MediaOptions { Directory = _media })).FindProblemAsync(Token));
    }

    [Theory]
    [InlineData(VodHost.BadSettings, "--bogus")]
    [InlineData(VodHost.BadSettings, "--http-port=x")]
    [InlineData(VodHost.BadSettings, "--http-port=7", "--ws-port=7")]
    [InlineData(VodHost.BadSettings, "--http-port=7", "--admin-port=7")]
    [InlineData(VodHost.BadSettings, "--ws-port=7", "--admin-port=7")]
    [InlineData(VodHost.BadSettings, "--settings=/no/such.json")]
    [InlineData(VodHost.BadSettings, "--properties=/no/such.properties")]
    [InlineData(VodHost.BadSettings, "--properties=/")]
    [InlineData(VodHost.BadSettings, "--properties=/dev/zero")]
    [InlineData(VodHost.CannotStart, "--media=/no/such/folder", "--http-port=0", "--ws-port=0")]
    public async Task What_an_operator_can_put_right_is_one_line_and_an_exit_code(int exitCode, params string[] args)
    {
        (int code, string error, _) = await HostRun.RunAsync(args);
        Assert.Equal(exitCode, code);
        Assert.Single(error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_is_wrong_is_one_line_too_and_shows_no_secret()
    {
        string file = Path.Combine(_media, "vod.json");
        await File.WriteAllTextAsync(file, """{"Storages":{"s3":{"SecretKey":"hunter2"}}}""", Token);
        (int code, string error, _) = await HostRun.RunAsync([.. GoodSettings(), $"--settings={file}"]);
        Assert.Equal((VodHost.BadSettings, "Storages:s3:Region is missing; only with an Endpoint it need not be given."), (code, error.Trim()));
    }

    [Fact]
    public async Task A_port_taken_between_the_check_and_the_start_is_one_line_too()
    {
        using TcpListener thief = new(IPAddress.Loopback, 0);
        thief.Start();
        int port = ((IPEndPoint)thief.LocalEndpoint).Port;

        // The checks look at free ports; what Kestrel opens then is the taken one.
        (int code, string error, _) = await HostRun.RunAsync(
            GoodSettings(),
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port)));
        Assert.Equal(VodHost.CannotStart, code);
        Assert.Contains($"{port}", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_starts_and_stops_with_exit_code_0()
    {
        (int code, string error, _) = await HostRun.RunAsync(
            GoodSettings(),
            builder =>
            {
                builder.Services.AddSingleton<IVodStreams>(new FakeStreams());
                builder.AddVodApi();
            },
            app =>
            {
                app.MapVodApi();
                app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);
            });
        Assert.Equal((VodHost.Stopped, ""), (code, error));
    }

    private string[] GoodSettings()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Any, 0));
        return [$"--media={_media}", "--http-port=0", "--ws-port=0", "--admin-port=0", $"--media-port={((IPEndPoint)probe.LocalEndPoint!).Port}", "--workers=1"];
    }
}
