using Microsoft.Extensions.Configuration;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings;

/// <summary>Environment variables belong to the process, so these do not run beside the other tests that set some.</summary>
[Collection(nameof(VodConfigurationTests))]
public sealed class EffectiveSettingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vod-effective-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Every_source_is_named()
    {
        File.WriteAllText(Path.Combine(_root, "appsettings.json"), """{"Server":{"HttpPort":1},"Media":{"Workers":3,"PublicAddresses":["192.0.2.1","192.0.2.2"]}}""");
        File.WriteAllText(Path.Combine(_root, "vod.json"), """{"Server":{"HttpPort":2,"WebSocketPort":2}}""");
        File.WriteAllText(Path.Combine(_root, "wcs.properties"), "# ports\nhttp.port=3\nvod_live_loop = True\nallow_domains=a.example, *.b.example\n");

        // The provider ignores the case of variables.
        using EnvironmentVariable scalar = new("VOD_PREPARATION__monobitrate", "50000");
        using EnvironmentVariable element = new("VOD_Rest__AccessControlHeaders__0", "X-A: b");
        ConfigurationManager configuration = Load("--settings", "vod.json", "--properties", "wcs.properties", "--listen", "0.0.0.0");
        Dictionary<string, EffectiveSetting> all = EffectiveSetting.All(configuration).ToDictionary(s => s.Key);
        Assert.Equal(SettingsCatalog.All.Select(s => s.Key), all.Keys);
        Is("Server:MaxWebSockets", 10_000, new(SettingSourceKind.Default));
        Is("Media:Workers", 3, new(SettingSourceKind.File, "appsettings.json"));
        Is("Server:WebSocketPort", 2, new(SettingSourceKind.File, "vod.json"));
        Is("Server:HttpPort", 3, new(SettingSourceKind.Properties, "wcs.properties", 2, "http.port"));
        Is("Streams:Loop", true, new(SettingSourceKind.Properties, "wcs.properties", 3, "vod_live_loop"));
        Is("Preparation:MonoBitRate", 50_000, new(SettingSourceKind.Environment, "VOD_PREPARATION__monobitrate"));
        Is("Server:Listen", "0.0.0.0", new(SettingSourceKind.CommandLine, "--listen"));
        Is("Media:PublicAddresses", new[] { "192.0.2.1", "192.0.2.2" }, new(SettingSourceKind.File, "appsettings.json"));
        Is("WebSocket:AllowedOrigins", new[] { "a.example", "*.b.example" }, new(SettingSourceKind.Properties, "wcs.properties", 4, "allow_domains"));
        Is("Rest:AccessControlHeaders", new[] { "X-A: b" }, new(SettingSourceKind.Environment, "VOD_Rest__AccessControlHeaders__0"));

        void Is(string key, object value, SettingSource source)
        {
            Assert.Equal(value, all[key].Value);
            Assert.Equal(source, all[key].Source);
        }
    }

    [Fact]
    public void A_host_that_sets_values_itself_is_named_too()
    {
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection([new("Server:HttpPort", "7")]);
        Assert.Equal(
            new SettingSource(SettingSourceKind.Code, "MemoryConfigurationProvider"), EffectiveSetting.All(configuration).Single(s => s.Key == "Server:HttpPort").Source);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("hunter2", EffectiveSetting.Mask)]
    public void A_secret_shows_only_whether_it_is_set(string? written, string? shown)
    {
        SettingDefinition secret = SettingsCatalog.Of("Test", new SecretOptions()).Single();
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection(written is null ? [] : [new("Test:Key", written)]);
        Assert.Equal(shown, EffectiveSetting.Of(secret, configuration).Value);
        Assert.DoesNotContain("\u0001", secret.Problem("\u0001") ?? throw new InvalidOperationException("must be refused"), StringComparison.Ordinal);
        Assert.Equal("Test:Key has a wrong value; it must be printable ASCII, or empty for no header.", secret.Problem("hunter2\u0001"));
    }

    [Fact]
    public void No_list_is_a_secret_as_its_elements_are_not_masked() => Assert.DoesNotContain(SettingsCatalog.All.Concat(SettingsCatalog.OfAnyStorage), s => s.IsList && s.Attribute.IsSecret);

    private ConfigurationManager Load(params string[] args)
    {
        ConfigurationManager configuration = new();
        VodConfiguration.Add(configuration, CommandLine.Parse(args), _root);
        return configuration;
    }

    private sealed class SecretOptions
    {
        [HeaderValueSetting("A key", IsSecret = true)]
        public string Key { get; set; } = "";
    }
}
