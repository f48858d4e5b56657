using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Settings;

public sealed class CommandLineTests
{
    [Fact]
    public void Switches_set_their_settings_with_a_blank_or_an_equals_sign()
    {
        CommandLine line = CommandLine.Parse(["--http-port", "9000", "--listen=0.0.0.0", "--media", "/films", "--settings", "vod.json", "--properties=wcs.properties"]);
        Assert.Equal("9000", line.Values["Server:HttpPort"]);
        Assert.Equal("0.0.0.0", line.Values["Server:Listen"]);
        Assert.Equal("/films", line.Values["Media:Directory"]);
        Assert.Equal("vod.json", line.SettingsFile);
        Assert.Equal("wcs.properties", line.PropertiesFile);
        Assert.Equal(["Server:HttpPort", "Server:Listen", "Media:Directory"], line.Values.Keys);
        Assert.False(line.WantsHelp);
    }

    [Theory]
    [InlineData("--bogus", "Unknown option '--bogus'; --help lists the options.")]
    [InlineData("--bogus=1", "Unknown option '--bogus=1'; --help lists the options.")]
    [InlineData("film.mp4", "Unknown option 'film.mp4'; --help lists the options.")]
    [InlineData("--HTTP-PORT", "Unknown option '--HTTP-PORT'; --help lists the options.")]
    [InlineData("--properties", "Option --properties needs a value; --help lists the options.")]
    [InlineData("--http-port", "Option --http-port needs a value; --help lists the options.")]
    public void A_mistake_is_named(string argument, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingsException>(() => CommandLine.Parse([argument])).Message);

    [Fact]
    public void A_switch_is_not_taken_for_the_value_of_another() =>
        Assert.Throws<SettingsException>(() => CommandLine.Parse(["--http-port", "--ws-port", "1"]));

    [Fact]
    public void Help_lists_every_switch()
    {
        Assert.True(CommandLine.Parse(["--help"]).WantsHelp);
        string help = CommandLine.Help();
        string[] expected = ["--listen", "--http-port", "--ws-port", "--media-port", "--workers", "--media", "--cache", "--admin-port", "--settings", "--properties", "--help"];
        Assert.All(expected, name => Assert.Contains($"  {name} ", help, StringComparison.Ordinal));
    }
}
