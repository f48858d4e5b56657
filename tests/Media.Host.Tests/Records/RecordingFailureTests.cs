using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>A recording ends early, and what there is of it is a whole file.</summary>
public sealed class RecordingFailureTests
{
    private static readonly TimeSpan Film = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(false, RecordingOutcome.DiskFull)]
    [InlineData(true, RecordingOutcome.Failed)]
    public async Task A_full_disk_ends_it_with_what_is_there(bool isBroken, RecordingOutcome outcome)
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder));
        disk!.Capacity = FileLayout.DefaultHoleLength + 150_000;
        disk.IsBroken = isBroken;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        for (int i = 0; i < 10; i++)
        {
            film.Publish(recording, i * Film);
        }

        RecordingResult result = await recording.Completion;

        Assert.Equal((outcome, "film.mp4"), (result.Outcome, result.Name));
        Assert.True(fixture.HasLogged(LogLevel.Warning, outcome.ToString()));
        Assert.Equal(1, fixture.Context.Counters.FinishedWith(outcome));
        Mp4Track picture = MovieFile.Read(fixture.PathOf(result.Name), out _).Tracks[0];
        Assert.InRange(picture.Samples.Count, 25, 999);
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf(result.Name)} -f null -"));

        // Nothing is written, and nobody is asked for a picture, once it is over.
        film.Publish(recording);
        Assert.Equal(result, await recording.FinishAsync());
    }

    [Fact]
    public async Task What_cannot_be_finished_has_no_name_and_is_tried_again_when_the_next_recording_has_ended_well()
    {
        PublishedFilm film = await PublishedFilm.SmallAsync();
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder));
        disk!.CannotFlush = true;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        RecordingResult result = await recording.FinishAsync();
        await fixture.Recordings.WhenIdleAsync();

        Assert.Equal((RecordingOutcome.Failed, ""), (result.Outcome, result.Name));
        Assert.Equal([".recording.film.mp4"], fixture.Files);
        Assert.True(fixture.HasLogged(LogLevel.Error, "could not be finished"));
        Assert.Equal(50, MovieFile.Read(fixture.PathOf(".recording.film.mp4"), out _).Tracks[0].Samples.Count);

        disk.CannotFlush = false;
        Recording next = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(next);
        Assert.Equal("film-1.mp4", (await next.FinishAsync()).Name);
        await fixture.Recordings.WhenIdleAsync();

        Assert.Equal(["film-1.mp4", "film.mp4"], fixture.Files);
        Assert.Equal((2, 2), (fixture.Uploads.Count, (int)fixture.Context.Counters.Files));
        Assert.False(MovieFile.Read(fixture.PathOf("film.mp4"), out _).IsFragmented);
    }

    [Fact]
    public async Task More_than_there_may_be_at_once_do_not_begin_until_one_has_ended()
    {
        await using RecordFixture fixture = new(configure: static options => options.MaxRecordings = 1);
        Recording first = fixture.Start(RecordFixture.PictureOnly);

        Assert.Equal(RecordingStart.Failed, fixture.Recordings.TryStart(new RecordingOrder("second", "id"), RecordFixture.PictureOnly, out Recording? second));
        Assert.Null(second);
        Assert.True(fixture.HasLogged(LogLevel.Error, "1 recordings run already"));

        await first.FinishAsync();
        await fixture.Recordings.WhenIdleAsync();
        fixture.Start(RecordFixture.PictureOnly);
    }

    [Fact]
    public async Task A_disk_that_is_full_from_the_start_leaves_no_file()
    {
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder));
        disk!.Capacity = 100;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        (await PublishedFilm.LargeAsync()).Publish(recording);
        RecordingResult result = await recording.Completion;

        Assert.Equal((RecordingOutcome.DiskFull, "", 0), (result.Outcome, result.Name, result.Size));
        Assert.Empty(fixture.Files);
    }

    [Fact]
    public async Task Below_the_floor_recordings_end_and_none_begins()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options => options.MinFreeBytes = 1000);
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        disk!.FreeBytes = 999;
        fixture.Clock.Advance(Recording.DiskInterval);
        film.Publish(recording, Film);
        RecordingResult result = await recording.Completion;

        Assert.Equal((RecordingOutcome.DiskFull, "film.mp4"), (result.Outcome, result.Name));
        Assert.Equal(RecordingStart.DiskFull, fixture.Recordings.TryStart(new RecordingOrder("b", "b"), RecordFixture.PictureOnly, out _));
        Assert.True(fixture.HasLogged(LogLevel.Error, "b is not recorded"));
    }

    [Theory]
    [InlineData(1_000_000, 3600)]
    [InlineData(1_000_000_000, 10)]
    public async Task The_quotas_of_size_and_duration_end_it(long bytes, int seconds)
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = new(configure: options => (options.MaxBytes, options.MaxDuration) = (bytes, TimeSpan.FromSeconds(seconds)));
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        for (int i = 0; i < 60; i++)
        {
            film.Publish(recording, i * Film);
        }

        RecordingResult result = await recording.Completion;

        Assert.Equal((RecordingOutcome.QuotaReached, "film.mp4"), (result.Outcome, result.Name));
        Assert.InRange(result.Size, 1, bytes + 200_000);
        Assert.InRange(result.Duration.TotalSeconds, 4, seconds + 1);
    }

    [Fact]
    public async Task Parameter_sets_that_change_for_ever_end_it()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        (PublishedPicture key, byte[] bytes) = film.Pictures[0];
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        for (int i = 0; i <= RecordedMovie.MaxFormats; i++)
        {
            Vod.Media.H264.AvcConfiguration other = key.Configuration!.WithInBand(key.Configuration.SequenceParameterSet!);
            recording.OnPicture(key with { Time = TimeSpan.FromSeconds(i), Configuration = other, Width = 320 + i }, bytes);
        }

        Assert.Equal(RecordingOutcome.QuotaReached, (await recording.Completion).Outcome);
        Assert.Equal(RecordedMovie.MaxFormats, MovieFile.Read(fixture.PathOf("film.mp4"), out _).Tracks[0].SampleEntries.Count);
    }

    [Fact]
    public async Task When_no_encoder_lives_the_recording_goes_on_without_sound()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = new(ffmpeg: "/bin/false");
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        film.Publish(recording);
        for (int i = 0; !fixture.HasLogged(LogLevel.Error, "goes on without sound"); i++)
        {
            // That a child has died shows when it is fed.
            recording.OnSound(new PublishedSound(i * PublishedFilm.PacketLength, PublishedFilm.PacketLength), [0xFC, 0xFF, 0xFE]);
            await Task.Yield();
        }

        RecordingResult result = await recording.FinishAsync();

        Assert.Equal((RecordingOutcome.Complete, "film.mp4"), (result.Outcome, result.Name));
        Assert.Equal(100, Assert.Single(MovieFile.Read(fixture.PathOf(result.Name), out _).Tracks).Samples.Count);
        Assert.Equal(RecordingSound.MaxChildren, fixture.Log.Entries.Count(static entry => entry.Text.StartsWith("The encoder of the sound", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_disk_that_stands_still_costs_pictures_up_to_the_next_key_picture_and_no_more_memory()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options =>
        {
            options.MaxQueuedBytes = 100_000;

            // The publisher's time flies here, while the writer's task waits for a processor.
            options.MaxDuration = TimeSpan.MaxValue;
        });
        using ManualResetEventSlim gate = new(initialState: false);
        disk!.Gate = gate;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        int published = 0;
        for (; !recording.NeedsKeyFrame || published == 0; published++)
        {
            film.Publish(recording, published * Film);
        }

        Assert.True(fixture.HasLogged(LogLevel.Warning, "too slow"));
        Assert.True(fixture.Context.Counters.Omitted > 0);
        gate.Set();
        while (recording.NeedsKeyFrame)
        {
            film.Publish(recording, published++ * Film);
            await Task.Yield();
        }

        RecordingResult result = await recording.FinishAsync();

        Assert.Equal(RecordingOutcome.Complete, result.Outcome);
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf(result.Name)} -f null -"));
    }

    [Fact]
    public async Task What_waits_for_the_disk_counts_even_if_it_has_hardly_a_byte()
    {
        PublishedPicture key = (await PublishedFilm.LargeAsync()).Pictures[0].Picture;
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options => options.MaxQueuedBytes = 100_000);
        using ManualResetEventSlim gate = new(initialState: false);
        disk!.Gate = gate;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        for (int i = 0; i < 1000; i++)
        {
            recording.OnPicture(key with { Time = TimeSpan.FromSeconds(i) }, [1]);
        }

        Assert.True(fixture.Context.Counters.Omitted > 0);
        gate.Set();
    }

    [Fact]
    public async Task A_defect_at_the_start_is_a_recording_that_does_not_begin()
    {
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder));
        disk!.Defective = RecordName.UnfinishedPrefix + "film.mp4";
        Assert.Equal(RecordingStart.Failed, fixture.Recordings.TryStart(new RecordingOrder("film", "a"), RecordFixture.PictureOnly, out Recording? recording));
        Assert.Null(recording);
        Assert.True(fixture.HasLogged(LogLevel.Error, "film"));

        disk.Defective = null;
        Assert.Equal("film.mp4", fixture.Start(RecordFixture.PictureOnly).Name);
    }

    [Fact]
    public async Task More_pictures_than_can_be_played_are_not_taken()
    {
        (PublishedPicture key, byte[] bytes) = (await PublishedFilm.LargeAsync()).Pictures[0];
        await using RecordFixture fixture = new();
        using Mp4Recorder recorder = new(fixture.Context.Folder.Create("a.mp4"), RecordFixture.PictureOnly, 128_000, DateTimeOffset.UnixEpoch, maxSamples: 10);
        int taken = 0;
        while (taken < 20 && recorder.AddPicture(key with { Time = TimeSpan.FromMilliseconds(taken * 500) }, PooledBytes.CopyOf(bytes)))
        {
            taken++;
        }

        Assert.Equal(10, taken);
        Assert.True(recorder.Finish());
    }

    [Fact]
    public async Task Without_a_picture_or_a_sound_there_is_no_file()
    {
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        PublishedFilm film = await PublishedFilm.LargeAsync();
        recording.OnPicture(film.Pictures[1].Picture, film.Pictures[1].Bytes);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal((RecordingOutcome.Empty, ""), (result.Outcome, result.Name));
        Assert.Empty(fixture.Files);
    }

    [Fact]
    public async Task Recordings_of_one_name_get_numbers_and_elements_of_the_end_are_filled_in()
    {
        PublishedFilm film = await PublishedFilm.SmallAsync();
        await using RecordFixture fixture = new();
        Recording[] recordings = [.. Enumerable.Range(0, 3).Select(_ => fixture.Start(RecordFixture.PictureOnly)), fixture.Start(RecordFixture.PictureOnly, template: "{streamName}-{duration}")];
        Assert.Equal(["film.mp4", "film-1.mp4", "film-2.mp4"], recordings[..3].Select(static recording => recording.Name));
        foreach (Recording recording in recordings)
        {
            film.Publish(recording);
            await recording.FinishAsync();
        }

        Assert.Equal(["film-1.mp4", "film-2.mp4", "film-2000.mp4", "film.mp4"], fixture.Files);
    }

    [Fact]
    public async Task Nothing_is_recorded_where_that_is_switched_off()
    {
        await using RecordFixture fixture = new(configure: static options => options.IsEnabled = false);

        Assert.Equal(RecordingStart.Failed, fixture.Recordings.TryStart(new RecordingOrder("a", "a"), RecordFixture.PictureOnly, out Recording? recording));
        Assert.Null(recording);
    }
}
