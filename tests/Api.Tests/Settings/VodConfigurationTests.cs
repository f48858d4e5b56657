using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings;

/// <summary>Environment variables belong to the process, so these do not run beside the other tests that set some.</summary>
[Collection(nameof(VodConfigurationTests))]
public sealed class VodConfigurationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vod-settings-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Later_sources_win()
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), """{"Server":{"HttpPort":1,"WebSocketPort":1,"MaxWebSockets":1},"Media":{"UdpPort":1,"Workers":1}}""");
        File.WriteAllText(Path.Combine(_root, "vod.json"), """{"Server":{"HttpPort":2,"WebSocketPort":2,"MaxWebSockets":2},"Media":{"UdpPort":2}}""");
        File.WriteAllText(Path.Combine(_root, "wcs.properties"), "http.port=3\nws.port=3\nmedia_port_from=3");
        using EnvironmentVariable first = new("VOD_Server__HttpPort", "4");
        using EnvironmentVariable second = new("VOD_Server__WebSocketPort", "4");
        ConfigurationManager configuration = Load("--settings", "vod.json", "--properties", "wcs.properties", "--http-port", "5");
        Assert.Equal("1", configuration["Media:Workers"]);
        Assert.Equal("2", configuration["Server:MaxWebSockets"]);
        Assert.Equal("3", configuration["Media:UdpPort"]);
        Assert.Equal("4", configuration["Server:WebSocketPort"]);
        Assert.Equal("5", configuration["Server:HttpPort"]);
    }

    [Theory]
    [InlineData("", null, "a.example,b.example,c.example")]
    [InlineData("allow_domains=x.example", null, "x.example")]
    [InlineData("allow_domains=", null, "")]
    [InlineData("allow_domains=x.example,y.example", "z.example", "z.example")]
    public void The_list_of_a_later_source_replaces_those_below_as_a_whole(string properties, string? variable, string expected)
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), """{"WebSocket":{"AllowedOrigins":["a.example","b.example","c.example"]}}""");
        File.WriteAllText(Path.Combine(_root, "wcs.properties"), properties);
        using EnvironmentVariable element = new("VOD_WebSocket__AllowedOrigins__0", variable);
        using ServiceProvider services = Services(Load("--properties", "wcs.properties"));
        Assert.Equal(expected, string.Join(',', services.GetRequiredService<IOptions<WebSocketSettings>>().Value.AllowedOrigins));
    }

    [Theory]
    [InlineData("BFrames", "Drop", null)]
    [InlineData("BFrames", "keep", "Preparation:BFrames is 'keep'; it must be auto, transcode, drop or refuse.")]
    [InlineData("TranscodeOtherCodecs", "1", "Preparation:TranscodeOtherCodecs is '1'; it must be true or false.")]
    [InlineData("EncoderArguments", "-c:v h264_nvenc", null)]
    [InlineData("EncoderArguments", "", "Preparation:EncoderArguments is ''; it must be words separated by blanks, -c:v and its value among them.")]
    [InlineData("EncoderArguments", "-preset fast -c:v", "Preparation:EncoderArguments is '-preset fast -c:v'; it must be words separated by blanks, -c:v and its value among them.")]
    [InlineData("EncoderFilter", "", null)]
    [InlineData("EncoderFilter", "a\nb", "Preparation:EncoderFilter is 'a\\u000ab'; it must be words separated by blanks, or empty.")]
    [InlineData("MaxEncoders", "257", "Preparation:MaxEncoders is '257'; it must be a whole number from 0 to 256.")]
    [InlineData("EncoderThreads", "65", "Preparation:EncoderThreads is '65'; it must be a whole number from 0 to 64.")]
    [InlineData("EncoderMemoryMegabytes", "511", "Preparation:EncoderMemoryMegabytes is '511'; it must be a whole number of megabytes from 512 to 64000.")]
    [InlineData("EncoderCpuTime", "9", "Preparation:EncoderCpuTime is '9'; it must be a whole number of seconds from 10 to 36000.")]
    [InlineData("MaxPictureMegabytes", "15", "Preparation:MaxPictureMegabytes is '15'; it must be a whole number of megabytes from 16 to 64000.")]
    public void A_setting_of_the_encoder_is_checked(string name, string value, string? problem)
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), JsonSerializer.Serialize(new { Preparation = new Dictionary<string, string> { [name] = value } }));

        Assert.Equal(problem, Record.Exception(() => Load())?.Message);
    }

    [Fact]
    public void An_empty_list_in_JSON_replaces_those_below_too()
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), """{"WebSocket":{"AllowedOrigins":["a.example"]}}""");
        File.WriteAllText(Path.Combine(_root, "vod.json"), """{"WebSocket":{"AllowedOrigins":[]}}""");
        using ServiceProvider services = Services(Load("--settings", "vod.json"));
        Assert.Empty(services.GetRequiredService<IOptions<WebSocketSettings>>().Value.AllowedOrigins);
    }

    [Fact]
    public void A_list_of_more_than_ten_keeps_its_order()
    {
        string[] addresses = [.. Enumerable.Range(0, 12).Select(i => $"192.0.2.{i}")];
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), JsonSerializer.Serialize(new { Media = new { PublicAddresses = addresses } }));
        using ServiceProvider services = Services(Load());
        Assert.Equal(addresses, services.GetRequiredService<IOptions<MediaOptions>>().Value.PublicAddresses);
    }

    [Fact]
    public void The_range_of_ports_bounds_the_workers()
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), """{"Media":{"UdpPorts":2}}""");
        using ServiceProvider services = Services(Load("--workers", "3"));
        Assert.Equal(
            "Media:Workers is 3, but there are only 2 UDP ports for them (Media:UdpPorts, or media_port_from to media_port_to).",
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MediaOptions>>().Value).Message);
        Assert.Equal(1, new MediaOptions { UdpPorts = 1 }.EffectiveWorkers);
        Assert.Equal(Environment.ProcessorCount, new MediaOptions { UdpPorts = Environment.ProcessorCount + 1 }.EffectiveWorkers);
        Assert.Equal(Environment.ProcessorCount, new MediaOptions().EffectiveWorkers);
    }

    [Theory]
    [InlineData("--http-port", "eighty", "Server:HttpPort is 'eighty'; it must be a whole number from 0 to 65535.")]
    [InlineData("--http-port", "65536", "Server:HttpPort is '65536'; it must be a whole number from 0 to 65535.")]
    [InlineData("--ws-port", "-1", "Server:WebSocketPort is '-1'; it must be a whole number from 0 to 65535.")]
    [InlineData("--media-port", "0", "Media:UdpPort is '0'; it must be a whole number from 1 to 65535.")]
    [InlineData("--workers", "1.5", "Media:Workers is '1.5'; it must be a whole number from 0 to 1024.")]
    [InlineData("--listen", "everywhere", "Server:Listen is 'everywhere'; it must be an IPv4 or IPv6 address.")]
    [InlineData("--listen", "8081", "Server:Listen is '8081'; it must be an IPv4 or IPv6 address.")]
    [InlineData("--media", " ", "Media:Directory is ' '; it must be a path.")]
    public void A_bad_value_is_named_with_what_is_allowed(string name, string value, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingsException>(() => Load($"{name}={value}")).Message);

    [Fact]
    public void A_settings_file_that_is_missing_or_broken_is_named()
    {
        Assert.Contains("does not exist", Assert.Throws<SettingsException>(() => Load("--settings", "none.json")).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_root, "vod.json"), "{ \"Server\": ");
        string problem = Assert.Throws<SettingsException>(() => Load("--settings", "vod.json")).Message;
        Assert.Contains("is not valid JSON", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("""{"Server":{"HttpPrt":1}}""", "Server:HttpPrt is not a setting; docs/settings.md lists them.")]
    [InlineData("""{"Server":{"HttpPort":{"x":1}}}""", "Server:HttpPort is ''; it must be a whole number from 0 to 65535.")]
    [InlineData("""{"Media":{"PublicAddresses":["10.0.0.1","nat"]}}""", "Media:PublicAddresses is 'nat'; it must be an IPv4 or IPv6 address.")]
    [InlineData(
        """{"Media":{"PublicAddresses":"10.0.0.1"}}""",
        "Media:PublicAddresses is '10.0.0.1'; it must be a list: a JSON array, or variables VOD_Media__PublicAddresses__0, __1 and so on.")]
    public void A_mistake_in_a_file_is_named(string json, string problem)
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), json);
        Assert.Equal(problem, Assert.Throws<SettingsException>(() => Load()).Message);
    }

    [Fact]
    public void Options_are_bound_and_their_paths_are_absolute()
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), """{"Media":{"PublicAddresses":["203.0.113.5"]}}""");
        using ServiceProvider services = Services(Load("--http-port", "9000", "--media", "films"));
        MediaOptions media = services.GetRequiredService<IOptions<MediaOptions>>().Value;
        Assert.Equal(Path.Combine(_root, "films"), media.Directory);
        Assert.Equal("203.0.113.5", Assert.Single(media.PublicAddresses));
        Assert.Equal(Path.Combine(_root, "cache"), services.GetRequiredService<IOptions<PreparationSettings>>().Value.CacheDirectory);
        Assert.Equal(9000, services.GetRequiredService<IOptions<ServerOptions>>().Value.HttpPort);
        Assert.Equal("127.0.0.1", services.GetRequiredService<IOptions<ServerOptions>>().Value.Listen);
    }

    [Fact]
    public void Ports_that_exclude_each_other_are_named()
    {
        using ServiceProvider services = Services(Load("--http-port", "9000", "--ws-port", "9000", "--media-port", "65535", "--workers", "2"));
        Assert.Equal(
            "Server:HttpPort and Server:WebSocketPort are both 9000; they must differ.",
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ServerOptions>>().Value).Message);
        Assert.Equal(
            "Media:UdpPort is 65535; with 2 workers it must be at most 65534.",
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MediaOptions>>().Value).Message);
    }

    [Fact]
    public void Options_set_in_code_are_checked_too()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationManager())
            .AddVodSettings(_root)
            .Configure<MediaOptions>(o => o.MaxSessionsPerWorker = 0)
            .BuildServiceProvider();
        Assert.Equal(
            "Media:MaxSessionsPerWorker is '0'; it must be a whole number from 1 to 100000.",
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MediaOptions>>().Value).Message);
    }

    private ConfigurationManager Load(params string[] args)
    {
        ConfigurationManager configuration = new();
        VodConfiguration.Add(configuration, CommandLine.Parse(args), _root);
        return configuration;
    }

    private ServiceProvider Services(ConfigurationManager configuration) =>
        new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddVodSettings(_root).BuildServiceProvider();
}
