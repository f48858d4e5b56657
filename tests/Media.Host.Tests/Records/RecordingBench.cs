using System.Diagnostics;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Mp4;

namespace Vod.Media.Host.Tests.Records;

/// <summary>What it takes to finish an hour of 2.7 Mbit/s. Writes 1.2 GB, so it only runs when it is asked for.</summary>
public sealed class RecordingBench
{
    [Fact(Explicit = true)]
    public async Task An_hour_is_finished_in_less_than_two_seconds()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        using TemporaryFolder folder = new();
        using Mp4Recorder recorder = new(new LocalRecordFolder(folder.Path).Create("hour.mp4"), RecordFixture.PictureAndSound, 128_000, DateTimeOffset.UnixEpoch);
        byte[] picture = new byte[10_500];
        byte[] sound = new byte[340];
        film.Pictures[0].Bytes.CopyTo(picture, 0);
        recorder.BeginSound(TimeSpan.Zero);
        Stopwatch writing = Stopwatch.StartNew();
        long heard = 0;
        for (int i = 0; i < 3600 * 30; i++)
        {
            TimeSpan time = TimeSpan.FromSeconds(i / 30.0) + TimeSpan.FromTicks(i % 7 * 1000);
            recorder.AddPicture(film.Pictures[0].Picture with { Time = time, IsKey = i % 300 == 0 }, PooledBytes.CopyOf(picture));
            for (; heard < SoundClock.At(time); heard += 1024)
            {
                recorder.AddSound(heard, PooledBytes.CopyOf(sound));
            }
        }

        TimeSpan written = writing.Elapsed;
        Stopwatch finishing = Stopwatch.StartNew();
        Assert.True(recorder.Finish());
        finishing.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"{recorder.Size} bytes written in {written.TotalSeconds:F1} s, finished in {finishing.Elapsed.TotalSeconds:F2} s");
        recorder.Dispose();

        Assert.Equal(108_000, MovieFile.Read(Path.Join(folder.Path, "hour.mp4"), out _).Tracks[0].Samples.Count);
        Assert.InRange(finishing.Elapsed.TotalSeconds, 0, 2);
    }
}
