using System.Text;
using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.ServiceDefaults.Settings;

/// <summary>The text of docs/settings.md.</summary>
internal static class SettingsDocument
{
    private const string Introduction = """
        # Settings

        A setting can be given in five places; the later ones win, a list as a whole:

        1. `appsettings.json` in the folder the server is started in,
        2. the JSON file of `--settings PATH`,
        3. the [`flashphoner.properties`](operations/flashphoner-properties.md) of `--properties PATH`, in the words of Web Call Server,
        4. environment variables, `VOD_` + section + `__` + name, such as `VOD_Server__HttpPort=9000`,
        5. the command line.

        In JSON: `{ "Server": { "HttpPort": 9000 } }`. Lists are JSON arrays, or variables ending in `__0`, `__1` and so on.
        Relative paths start at the folder the server is started in. A value out of range or an unknown name stops the server at its start with one line that says so.

        `GET /api/v1/settings` on the HTTP port answers with every setting, its value and the file and line, the variable or the switch it comes from, or `default`:

        ```json
        [{"key":"Server:HttpPort","value":9000,"source":{"kind":"properties","name":"flashphoner.properties","line":3,"property":"http.port"}}]
        ```

        `kind` is `default`, `file` (JSON), `properties`, `environment`, `commandLine` or `code`. A secret has the value `***` when it is set and `null` when not.

        Object stores have names: `NAME` stands for the one that paths begin with, `vod://NAME/…`; see [object storage](operations/object-storage.md). It is in lower case here, in any case in
        variables (`VOD_Storages__FILMS__Region`).

        | setting | option | in `flashphoner.properties` | default | meaning | allowed |
        |---|---|---|---|---|---|

        """;

    /// <summary>Writes the document from the options classes.</summary>
    public static string Write()
    {
        StringBuilder text = new(Introduction.ReplaceLineEndings("\n"));
        foreach (SettingDefinition setting in SettingsCatalog.All.Concat(SettingsCatalog.OfAnyStorage))
        {
            SettingAttribute attribute = setting.Attribute;
            string option = attribute.Switch is null ? "" : $"`{attribute.Switch} {attribute.Placeholder}`";
            string keys = string.Join(", ", WcsKeys.For(setting).Select(k => $"`{k.Name}`"));
            string value = setting.Default.Length == 0 ? "none" : $"`{setting.Default}`";
            string allowed = setting.IsList ? $"each {attribute.Allowed}" : attribute.Allowed;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{setting.Key}` | {option} | {keys} | {value} | {attribute.Description} | {allowed} |\n");
        }

        text.Append("\nGenerated from the options classes in `src/ServiceDefaults/Settings`; a test compares the two.\n");
        return text.ToString();
    }
}
