using System.Globalization;
using System.Text;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>The text of docs/operations/flashphoner-properties.md.</summary>
internal static class FlashphonerDocument
{
    private static readonly string Introduction = string.Create(CultureInfo.InvariantCulture, $"""
        # flashphoner.properties

        `./run --properties PATH` takes the settings file of a Web Call Server as it is. It stands above the JSON files and below the environment variables and the command
        line; [settings.md](../settings.md) has the whole order.

        ## What happens to a line

        | the key | |
        |---|---|
        | sets one of our settings | checked and used; a wrong value stops the start with one line that names file, line, key and what is allowed, and exit code 2 |
        | belongs to something that is not there yet | accepted, one line in the log says what is missing |
        | decides something that does not arise here | accepted, one line in the log says why |
        | is unknown | ignored, a warning in the log names the line and the key that was probably meant |
        | comes twice | the later line counts, with a warning; where the table says so, all lines do |

        No message shows the value of a key that is not one of our settings, nor a key that may hold a secret.

        ## Format

        As `java.util.Properties` reads it, in UTF-8: `name=value`, `name: value` or `name value`; comments begin with `#` or `!`; a backslash at the end of a line continues it;
        `\t \n \r \f \uXXXX` and a backslash in front of any other character. Case matters in keys. Blanks around a value are cut, also at its end. A file may have
        {PropertiesLimits.MaxBytes / 1024 / 1024} MB and {PropertiesLimits.MaxLines} lines, an entry {PropertiesLimits.MaxEntryLength} characters; the log shows {PropertiesLimits.MaxRemarks} remarks and counts the rest.

        ## Keys

        | key | our setting | |
        |---|---|---|

        """);

    /// <summary>Writes the document from the table of keys.</summary>
    public static string Write()
    {
        StringBuilder text = new(Introduction.ReplaceLineEndings("\n"));
        foreach (WcsKey key in WcsKeys.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {(key.Setting is null ? "" : $"`{key.Setting}`")} | {Explain(key)} |\n");
        }

        text.Append("\nGenerated from the table in `src/ServiceDefaults/Settings/Flashphoner/WcsKeys.cs`; a test compares the two.\n");
        return text.ToString();
    }

    private static string Explain(WcsKey key) => key.Kind switch
    {
        WcsKeyKind.NotYet => $"not yet: {key.Remark}",
        WcsKeyKind.Meaningless => $"means nothing: {key.Remark}",
        _ => key.Remark,
    };
}
