using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class TranscoderCommandLineTests
{
    [Fact]
    public void The_limits_are_set_before_the_command_takes_the_place_of_the_shell()
    {
        IReadOnlyList<string> arguments = TranscoderCommandLine.Limited("/usr/bin/ffmpeg", ["-i", "x"], new(TimeSpan.FromSeconds(1.5), 1 << 30, default, 7));

        Assert.Equal("-c", arguments[0]);
        Assert.Equal(
            "ulimit -t 2; ulimit -v 1048576; ulimit -f 0; ulimit -c 0; exec nice -n 7 \"$0\" \"$@\"", arguments[1]);
        Assert.Equal(["/usr/bin/ffmpeg", "-i", "x"], arguments.Skip(2));
    }

    [Fact]
    public void Command_and_arguments_are_never_shell_text()
    {
        IReadOnlyList<string> arguments = TranscoderCommandLine.Limited("/a; b", ["$(c)", "`d`"], new(TimeSpan.FromSeconds(1), 1, default, 0));

        Assert.DoesNotContain("b", arguments[1].Replace("\"$@\"", "", StringComparison.Ordinal).Split(' '));
        Assert.Equal(["/a; b", "$(c)", "`d`"], arguments.Skip(2));
    }
}
