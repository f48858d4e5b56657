using System.Text;
using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.Api.Tests.Settings.Flashphoner;

public sealed class FlashphonerFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vod-properties-").FullName;

    private string File => Path.Combine(_root, "flashphoner.properties");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_as_operators_have_it_is_read()
    {
        System.IO.File.WriteAllText(File, "\uFEFF# Порты\r\nhttp.port          = 9091\r\n\r\nmedia_dir=/srv/\\\r\n    фильмы\r\n", new UTF8Encoding(false));
        FlashphonerSettings settings = Read();
        Assert.Equal([("Server:HttpPort", "9091", 2), ("Media:Directory", "/srv/фильмы", 4)], settings.Values.Select(v => (v.Setting.Key, v.Values[0], v.Entry.Line)));
        Assert.Empty(settings.Remarks);
    }

    [Fact]
    public void A_file_that_is_missing_or_a_folder_is_named()
    {
        Assert.Equal("The properties file 'wcs' does not exist; give another with --properties.", Problem(() => Read()));
        Assert.Equal(
            "The properties file 'wcs' does not exist; give another with --properties.", Problem(() => FlashphonerFile.Read(Path.Combine(_root, "none", "f"), "wcs")));
        Assert.StartsWith("The properties file 'wcs' cannot be read: ", Problem(() => FlashphonerFile.Read(_root, "wcs")), StringComparison.Ordinal);
        Assert.StartsWith("The properties file 'a\\u0000' cannot be read: ", Problem(() => FlashphonerFile.Read($"{_root}/a\0", "a\0")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http.port=1\nws.port=x", "wcs line 2: ws.port is 'x'; it must be a whole number from 0 to 65535.")]
    [InlineData("a=\\u00", "wcs line 1 has a \\u that 4 hexadecimal digits other than 0000 must follow.")]
    public void A_mistake_is_named_with_the_file(string text, string problem)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Equal(problem, Problem(() => Read()));
    }

    [Fact]
    public void A_file_in_UTF_16_is_not_taken_for_one_in_UTF_8()
    {
        System.IO.File.WriteAllText(File, "http.port=1\n", Encoding.Unicode);
        Assert.Equal("wcs line 1 is no text in UTF-8.", Problem(() => Read()));
    }

    [Fact]
    public void A_file_has_a_largest_size()
    {
        byte[] largest = new byte[PropertiesLimits.MaxBytes];
        largest.AsSpan().Fill((byte)'#');
        System.IO.File.WriteAllBytes(File, largest);
        Assert.Empty(Read().Values);
        System.IO.File.AppendAllText(File, "#");
        Assert.Equal("The properties file 'wcs' has more than 16 MB; that is no settings file.", Problem(() => Read()));
    }

    [Fact]
    public void A_device_without_an_end_is_not_read_for_ever() =>
        Assert.StartsWith("The properties file 'wcs' has more than", Problem(() => FlashphonerFile.Read("/dev/zero", "wcs")), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_none_of_ours_is_remarked_on_a_bounded_number_of_times()
    {
        const int Lines = 500_000;
        StringBuilder text = new();
        for (int i = 0; i < Lines; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"some.key.{i}=1\n");
        }

        System.IO.File.WriteAllText(File, text.ToString());
        FlashphonerSettings settings = Read();
        Assert.Equal(PropertiesLimits.MaxRemarks, settings.Remarks.Count());
        Assert.Equal(Lines - PropertiesLimits.MaxRemarks, settings.OmittedRemarks);
    }

    private static string Problem(Action read) => Assert.Throws<SettingsException>(read).Message;

    private FlashphonerSettings Read() => FlashphonerFile.Read(File, "wcs");
}
