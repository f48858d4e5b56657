using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Settings.Flashphoner;
using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.Api.Tests.Settings;

public sealed class SettingsDocumentTests
{
    private const string Rewrite = "VOD_REWRITE_DOCS";

    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    [Fact]
    public void The_document_says_what_the_options_classes_say() => IsCurrent(Path.Combine("docs", "settings.md"), SettingsDocument.Write());

    [Fact]
    public void The_document_of_the_keys_of_Web_Call_Server_says_what_their_table_says() =>
        IsCurrent(Path.Combine("docs", "operations", "flashphoner-properties.md"), FlashphonerDocument.Write());

    [Fact]
    public void The_readme_leads_to_the_document()
    {
        string path = Path.Combine(Root, "README.md");
        Assert.SkipUnless(File.Exists(path), "There is no README yet.");
        Assert.Contains("](docs/settings.md)", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_property_of_the_options_is_documented_and_has_a_legal_default()
    {
        SettingDefinition[] all = [.. SettingsCatalog.All, .. SettingsCatalog.OfAnyStorage];
        string[] computed = [$"{MediaOptions.Section}:{nameof(MediaOptions.EffectiveWorkers)}", $"{AdminOptions.Section}:{nameof(AdminOptions.IsOn)}", $"{RecordingSettings.Section}:{nameof(RecordingSettings.EffectiveTemplate)}"];
        IEnumerable<string> properties =
            new (string Section, Type Type)[]
            {
                (ServerOptions.Section, typeof(ServerOptions)), (WebSocketSettings.Section, typeof(WebSocketSettings)),
                (RestOptions.Section, typeof(RestOptions)), (StreamsOptions.Section, typeof(StreamsOptions)), (WebOptions.Section, typeof(WebOptions)),
                (WhepOptions.Section, typeof(WhepOptions)), (PushOptions.Section, typeof(PushOptions)),
                (MediaOptions.Section, typeof(MediaOptions)), (RecordingSettings.Section, typeof(RecordingSettings)), (PreparationSettings.Section, typeof(PreparationSettings)),
                (ObjectCacheSettings.Section, typeof(ObjectCacheSettings)), (StoragesOptions.SectionOf("NAME"), typeof(StorageSettings)),
                (AdminOptions.Section, typeof(AdminOptions)),
            }.SelectMany(o => o.Type.GetProperties().Select(p => $"{o.Section}:{p.Name}"));
        Assert.Equal(properties.Except(computed).Order(StringComparer.Ordinal), all.Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.All(all.Where(s => !s.IsList), setting => Assert.Null(setting.Problem(setting.Default)));
    }

    private static void IsCurrent(string document, string expected)
    {
        string path = Path.Combine(Root, document);
        if (Environment.GetEnvironmentVariable(Rewrite) is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(expected == File.ReadAllText(path), $"{path} is out of date; run this test once with {Rewrite}=1 to write it anew.");
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Orleans.Vod.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
