using Vod.Media.Host.Pushing;

namespace Vod.Media.Host.Tests.Pushing;

public sealed class PushArgumentsTests
{
    private const string Target = "rtmp://live.example.org/app/key";

    [Fact]
    public void H264_goes_untouched_and_anything_else_is_encoded()
    {
        Assert.Contains("-c:v copy", string.Join(' ', PushArguments.For(Target, isH264: true)), StringComparison.Ordinal);
        Assert.Contains("-c:v libx264", string.Join(' ', PushArguments.For(Target, isH264: false)), StringComparison.Ordinal);
        Assert.DoesNotContain("nobuffer", PushArguments.For(Target, isH264: true));
    }

    [Fact]
    public void The_sound_of_a_film_is_silence_when_it_is_muted()
    {
        Assert.Contains(" -af aresample=async=1,volume=0 ", string.Join(' ', PushArguments.ForFilm(Target, isMuted: true)), StringComparison.Ordinal);
        Assert.Contains(" -af aresample=async=1 ", string.Join(' ', PushArguments.ForFilm(Target, isMuted: false)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_target_is_the_last_word_and_the_input_may_open_nothing_but_the_pipe_and_rtmp()
    {
        string[] arguments = [.. PushArguments.For(Target, isH264: true)];
        Assert.Equal(Target, arguments[^1]);
        string protocols = arguments[Array.IndexOf(arguments, "-protocol_whitelist") + 1];
        Assert.Equal(["crypto", "pipe", "rtmp", "rtmps", "tcp", "tls"], protocols.Split(',').Order(StringComparer.Ordinal));
    }
}
