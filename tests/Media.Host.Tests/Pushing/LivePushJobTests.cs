using System.Text;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Host.Pushing;
using Vod.Media.Live;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>What an ffmpeg is given of a publication that it sends on.</summary>
public sealed class LivePushJobTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LiveStream _stream = new(hasPicture: true, hasSound: true, () => { });
    private readonly PushMute _mute = new();
    private int _flowing;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_begins_with_the_last_key_picture_and_the_sound_from_there()
    {
        Picture(0, isKey: true, "old");
        Sound(10, "before");
        Picture(50, isKey: true, "key");
        Sound(60, "after");
        Picture(100, isKey: false, "next");

        string fed = await ReadAsync(NewJob());

        Assert.True(fed.IndexOf("key", StringComparison.Ordinal) < fed.IndexOf("after", StringComparison.Ordinal));
        Assert.True(fed.IndexOf("after", StringComparison.Ordinal) < fed.IndexOf("next", StringComparison.Ordinal));
        Assert.Contains("V_VP8", fed, StringComparison.Ordinal);
        Assert.Contains("OpusHead", fed, StringComparison.Ordinal);
        Assert.DoesNotContain("old", fed, StringComparison.Ordinal);
        Assert.DoesNotContain("before", fed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_for_what_comes_and_ends_with_the_publication()
    {
        LivePushJob job = NewJob();
        Task<string> first = ReadAsync(job);
        Assert.False(first.IsCompleted);
        Picture(0, isKey: true, "key");
        Assert.Contains("key", await Passing(first), StringComparison.Ordinal);
        Task<string> second = ReadAsync(job);
        Assert.False(second.IsCompleted);
        _stream.End();
        Assert.Equal("", await Passing(second));
    }

    [Fact]
    public async Task A_picture_of_another_size_needs_another_ffmpeg()
    {
        LivePushJob job = NewJob();
        Picture(0, isKey: true, "key");
        await ReadAsync(job);
        Picture(50, isKey: true, "larger", width: 1280);
        Assert.Equal("", await ReadAsync(job));
        Assert.Contains("larger", await ReadAsync(NewJob()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_muted_silence_of_the_same_length_goes_in_place_of_the_sound()
    {
        LivePushJob job = NewJob();
        Picture(0, isKey: true, "key");
        Sound(10, "loud");
        Assert.Contains("loud", await ReadAsync(job), StringComparison.Ordinal);

        _mute.IsMuted = true;
        Sound(30, "quiet");
        Picture(40, isKey: false, "seen");
        FedFrame[] fed = [.. FedFrame.Read((await job.ReadInputAsync(Token)).Span, out _)];
        Assert.Equal([(1, 30L, 3), (2, 40L, 4)], fed.Select(static frame => (frame.Track, frame.Time, frame.Bytes.Length)));
        Assert.Equal([0xFC, 0xFF, 0xFE], fed[0].Bytes);

        _mute.IsMuted = false;
        Sound(50, "again");
        Assert.Contains("again", await ReadAsync(job), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_believed_to_be_taken_after_some_seconds_and_once()
    {
        LivePushJob job = NewJob();
        int last = (int)LivePushJob.Believed.TotalMilliseconds;
        for (int time = 0; time <= last + 100; time += 50)
        {
            Picture(time, isKey: time == 0, "p");
            await ReadAsync(job);
            Assert.Equal(time >= last ? 1 : 0, _flowing);
        }
    }

    private LivePushJob NewJob() => new(_stream, _mute, _time, () => _flowing++);

    private static async Task<string> ReadAsync(LivePushJob job) => Encoding.Latin1.GetString((await job.ReadInputAsync(Token)).Span);

    private async Task<string> Passing(Task<string> reading)
    {
        while (!reading.IsCompleted)
        {
            _time.Advance(LivePushJob.Pause);
            await Task.Yield();
        }

        return await reading;
    }

    private void Picture(int milliseconds, bool isKey, string bytes, int width = 640)
    {
        PublishedPicture picture = new() { Time = TimeSpan.FromMilliseconds(milliseconds), IsKey = isKey, Codec = PublishedCodec.Vp8, Width = width, Height = 480 };
        _stream.Add(picture, Encoding.Latin1.GetBytes(bytes), MonotonicTime.Zero + picture.Time);
    }

    private void Sound(int milliseconds, string bytes)
    {
        PublishedSound sound = new(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(20));
        _stream.Add(sound, Encoding.Latin1.GetBytes(bytes), MonotonicTime.Zero + sound.Time);
    }
}
