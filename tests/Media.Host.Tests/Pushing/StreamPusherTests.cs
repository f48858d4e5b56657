using Microsoft.Extensions.Logging.Abstractions;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Pushing;
using Vod.Media.Live;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>When an ffmpeg that sends a stream on is started again.</summary>
public sealed class StreamPusherTests
{
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

            stream.Add(new PublishedSound(packets * Packet, Packet), [0xFC, 0xFF, 0xFE], MonotonicTime.Zero + (packets * Packet));
            packets++;
        });
        StreamPusher pusher = new(new FfmpegLocation(ffmpeg, null), clock, NullLogger<StreamPusher>.Instance);
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        giveUp.CancelAfter(TimeSpan.FromSeconds(5));

        Assert.Equal(SessionEndReason.StoppedByPublisher, await pusher.RunAsync(new LivePushSource(stream), "rtmp://live.example.org/app/key", static () => { }, giveUp.Token));
    }
}
