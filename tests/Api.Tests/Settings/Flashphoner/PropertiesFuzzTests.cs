using System.Text;
using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.Api.Tests.Settings.Flashphoner;

/// <summary>Files made by chance from a seed, so that a failure comes again.</summary>
public sealed class PropertiesFuzzTests
{
    private const int Seed = 20_240_229;
    private const int Rounds = 20_000;

    // What the format gives a meaning, and parts of keys that we do.
    private static readonly string[] Pieces =
        ["\\", "\\", "\n", "\r", "=", ":", "#", "!", " ", "\t", "\f", "u", "0", "4", "a", "F", "-", ".", ";", ",", "*", "\0", "\uFFFD", "\uFEFF", "\uD800", "ä", "\u001b",
         "http.port", "media_port_to", "media_port_from", "allow_domains", "vod_live_loop", "rest_hook_secret_key", "rtp_bundle", "\nip="];

    [Fact]
    public void Any_text_is_read_or_refused_in_one_line()
    {
        Random random = new(Seed);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string text = string.Concat(random.GetItems(Pieces, random.Next(40)));
            try
            {
                FlashphonerSettings settings = new("f", PropertiesParser.Parse(text));
                read++;
                Assert.All(settings.Remarks, remark => AssertOneLine(remark.Text));
            }
            catch (Exception exception) when (exception is SettingsException or PropertiesFormatException)
            {
                AssertOneLine(exception.Message);
            }
        }

        Assert.InRange(read, Rounds / 10, Rounds - 1);
    }

    [Fact]
    public void What_is_written_by_the_rules_is_read_as_it_was_meant()
    {
        Random random = new(Seed);
        for (int round = 0; round < Rounds / 10; round++)
        {
            StringBuilder text = new();
            List<PropertiesEntry> expected = [];
            int line = 1;
            for (int i = random.Next(8); i > 0; i--)
            {
                line += Skip(text, random);
                (string key, string value) = (Word(random, 1), Word(random, 0));
                expected.Add(new PropertiesEntry(line, key, value, HasSeparator: true));
                line += Write(text, random, key);
                text.Append(random.GetItems<string>(["=", " = ", ":", "\t:\f"], 1)[0]);
                line += Write(text, random, value);
                text.Append(random.GetItems<string>(["\n", "\r\n", "\r", " \n"], 1)[0]);
                line++;
            }

            Assert.Equal(expected, PropertiesParser.Parse(text.ToString()));
        }
    }

    private static void AssertOneLine(string text)
    {
        Assert.DoesNotContain(text, char.IsControl);
        Assert.DoesNotContain(text, char.IsSurrogate);
    }

    private static string Word(Random random, int shortest) => new(random.GetItems("abcZ09._- =:#!\\\n\r\t\fäж€".AsSpan(), random.Next(shortest, 12)));

    private static int Skip(StringBuilder text, Random random)
    {
        int lines = random.Next(3);
        text.Insert(text.Length, random.GetItems<string>([" \t\n", "\f\r", "# a=b\\\n", "!\n"], 1)[0], lines);
        return lines;
    }

    // Everything that could mean something is escaped, other characters now and then; a continuation may stand between any two.
    private static int Write(StringBuilder text, Random random, string word)
    {
        int continuations = 0;
        foreach (char c in word)
        {
            if (random.Next(10) == 0)
            {
                text.Append(random.GetItems<string>(["\\\n", "\\\r\n \t", "\\\r"], 1)[0]);
                continuations++;
            }

            text.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\f' => "\\f",
                _ when random.Next(10) == 0 => $"\\u{(int)c:X4}",
                ' ' or '=' or ':' or '#' or '!' or '\\' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return continuations;
    }
}
