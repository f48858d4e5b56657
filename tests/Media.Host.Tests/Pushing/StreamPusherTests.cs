using Microsoft.Extensions.Logging.Abstractions;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Pushing;
using Vod.Media.Live;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>When an ffmpeg that sends a stream on is started again.</summary>
public sealed class StreamPusherTests : IDisposable
{
    private const string Target = "rtmp://live.example.org/app/secret-key";
    private readonly TemporaryFolder _folder = new();
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData("/bin/true")]
    [InlineData("/bin/false")]
    public async Task One_that_ends_at_once_is_not_started_again_at_once(string ffmpeg)
    {
        LiveStream stream = new(hasPicture: false, hasSound: true, static () => { });
        int packets = 0;
        EagerClock clock = new(due =>
        {
            if (due == StreamPusher.FirstPause)
            {
                stream.End();
                return;
            }

            AddPacket(stream, packets++);
        });
        StreamPusher pusher = new(new FfmpegLocation(ffmpeg, null), new PushCounters(), clock, NullLogger<StreamPusher>.Instance);
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        giveUp.CancelAfter(TimeSpan.FromSeconds(5));

        Assert.Equal(SessionEndReason.StoppedByPublisher, await pusher.RunAsync(new LivePushSource(stream), Target, new PushMute(), static (_, _, _) => { }, giveUp.Token));
    }

    [Fact]
    public async Task How_it_stands_is_told_and_counted_without_the_key()
    {
        string ffmpeg = Path.Join(_folder.Path, "ffmpeg");
        await File.WriteAllTextAsync(ffmpeg, "#!/bin/sh\necho \"Error opening output $(eval echo \\${$#}): secret-key is no key\" >&2\nexit 1\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ffmpeg, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        LiveStream stream = new(hasPicture: false, hasSound: true, static () => { });
        PushCounters counters = new();
        List<(PushState State, int Failures, string Problem)> told = [];
        int pauses = 0;
        int packets = 0;
        EagerClock clock = new(due =>
        {
            pauses += due == StreamPusher.FirstPause ? 1 : 0;
            AddPacket(stream, packets++);
        });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(10));
        StreamPusher pusher = new(new FfmpegLocation(ffmpeg, null), counters, clock, NullLogger<StreamPusher>.Instance);

        // The second pause is longer than this clock lets pass, so it is the end.
        Task<SessionEndReason> running = pusher.RunAsync(new LivePushSource(stream), Target, new PushMute(), (state, failures, problem) =>
        {
            told.Add((state, failures, problem));
            if (failures == 2)
            {
                Assert.Equal((0, 1, 2), (counters.In(PushState.Connecting), counters.In(PushState.Waiting), counters.Broken));
                stop.Cancel();
            }
        }, stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([(PushState.Waiting, 1), (PushState.Connecting, 1), (PushState.Waiting, 2)], told.Select(static one => (one.State, one.Failures)));
        Assert.All(told, static one => Assert.Equal("Exited, exit code 1: Error opening output (the target): (the target) is no key", one.Problem));
        Assert.Equal((1, 0), (pauses, counters.In(PushState.Waiting)));
    }

    [Theory]
    [InlineData("rtmp://h/app/secret-key", "Cannot open rtmp://h/app/secret-key", "Cannot open (the target)")]
    [InlineData("rtmp://h/app/a-long-name?token=abcdefgh", "no a-long-name with abcdefgh", "no (the target) with (the target)")]
    [InlineData("rtmp://h/app/a%20long%20name", "no a long name", "no (the target)")]
    [InlineData("rtmp://h/app/a", "a server at rtmp://h/app/a", "a server at (the target)")]
    [InlineData("rtmp://h/app/", "broken", "broken")]
    [InlineData("rtmp://h/live/secret-key/rtmp_a", "no application live/secret-key", "no application live/(the target)")]
    [InlineData("rtmp://h/app/a?sign=abcdefgh/ijklmnop", "no a?sign=abcdefgh", "no a?sign=(the target)")]
    [InlineData("rtmp://user-name:pass-word@h/app/a", "user-name may not with pass-word", "(the target) may not with (the target)")]
    [InlineData("rtmp://h/app/secret-key", "a line\nError opening rtmp://h/app/secret", "a line\nError opening (the target)")]
    [InlineData("rtmp://live.example.org/application/a", "tcp://live.example.org:1935 failed", "tcp://live.example.org:1935 failed")]
    public void What_may_be_a_key_is_left_out(string target, string said, string told) => Assert.Equal(told, StreamPusher.WithoutTarget(said, target));

    public void Dispose() => _folder.Dispose();

    // Without media, nobody would notice that an ffmpeg takes none any more. So large that a pipe does not hold what an ffmpeg must take before it is believed.
    private static void AddPacket(LiveStream stream, int number) =>
        stream.Add(new PublishedSound(number * Packet, Packet), new byte[1200], MonotonicTime.Zero + (number * Packet));
}
