using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Mp4.Writing;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>A recording that is rotated: its files, one behind the other, have all that was published, once.</summary>
public sealed class RecordingPartsTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Film = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Each_part_begins_with_a_key_picture_and_nothing_is_lost_or_doubled_between_them()
    {
        (RecordingResult whole, long[] wholeSounds, _) = await RecordAsync(default);
        Assert.Equal("film.mp4", whole.Name);
        (RecordingResult result, long[] sounds, int[] pictures) = await RecordAsync(Every(3));

        Assert.Equal((RecordingOutcome.Complete, "film_4.mp4", ""), (result.Outcome, result.Name, result.Detail));
        Assert.Equal([75, 75, 75, 25], pictures);
        Assert.Equal(wholeSounds.Sum(), sounds.Sum());
        Assert.Equal(whole.Duration.TotalSeconds, result.Duration.TotalSeconds, 0.05);
    }

    [Fact]
    public async Task Sound_alone_is_cut_at_the_frame_that_reaches_the_limit()
    {
        List<byte[]> tones = await PublishedFilm.TonesAsync(5);
        await using RecordFixture fixture = Fixture(Every(2.4));
        Recording recording = fixture.Start(RecordFixture.SoundOnly);
        Sounds.Publish(recording, tones, TimeSpan.FromSeconds(100));
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal("film_3.mp4", result.Name);
        Assert.Equal(["film_1.mp4", "film_2.mp4", "film_3.mp4"], fixture.Files);

        // Whole frames: 113 are the first ones that are as long.
        long[] frames = [.. fixture.Files.Select(file => (long)MovieFile.Read(fixture.PathOf(file), out _).Tracks[0].Samples.Count)];
        Assert.Equal([113, 113], frames[..2]);
        await Sounds.AssertTonesAsync(fixture.PathOf("film_1.mp4"), [0, 1, 2]);
        const double Second = 113 * 1024.0 / 48_000;
        await Sounds.AssertTonesAsync(fixture.PathOf("film_2.mp4"), [3 - Second, 4 - Second]);
        Assert.InRange(frames.Sum(), tones.Count * 960 / 1024, (tones.Count * 960 / 1024) + 1);
    }

    [Fact]
    public async Task A_picture_that_comes_late_is_in_the_first_part_with_the_sound_before_it()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(7);
        await using RecordFixture fixture = Fixture(Every(2));
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        int heard = 0;
        for (; heard < 125; heard++)
        {
            recording.OnSound(new PublishedSound(heard * PublishedFilm.PacketLength, PublishedFilm.PacketLength), tones[heard]);
        }

        film.PublishWith(recording, TimeSpan.FromSeconds(2.5), tones, ref heard);
        await recording.FinishAsync();

        // It is past its limit with its first picture, so the second key picture begins the next part.
        Mp4Movie[] parts = [.. fixture.Files.Select(file => MovieFile.Read(fixture.PathOf(file), out _))];
        Assert.Equal([25, 50, 25], parts.Select(static part => part.Tracks[0].Samples.Count));
        await Sounds.AssertTonesAsync(fixture.PathOf("film_1.mp4"), [0, 1, 2, 3]);
    }

    [Fact]
    public async Task Vp8_is_cut_at_key_pictures_too()
    {
        (byte[] Bytes, bool IsKey)[] frames = await Vp8Film.MakeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(3);
        await using RecordFixture fixture = Fixture(Every(1));
        Recording recording = fixture.Start(new RecordedMedia(HasPicture: true, PublishedCodec.Vp8, HasSound: true));
        Vp8Film.Publish(recording, frames, tones);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal((RecordingOutcome.Complete, "film_3.webm"), (result.Outcome, result.Name));
        Assert.Equal(["film_1.webm", "film_2.webm", "film_3.webm"], fixture.Files);
        Assert.All(fixture.Files, file => AssertDecodes(fixture.PathOf(file), 20));
        Assert.Equal(150, fixture.Files.Sum(file => PacketsOf(fixture.PathOf(file), "a")));
        foreach (string file in fixture.Files)
        {
            await Sounds.AssertTonesAsync(fixture.PathOf(file), [0]);
        }
    }

    [Fact]
    public async Task Where_Vp8_stands_still_no_sound_is_lost_however_short_the_parts_are()
    {
        (byte[] Bytes, bool IsKey)[] frames = await Vp8Film.MakeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(12);
        await using RecordFixture fixture = Fixture(Every(1));
        Recording recording = fixture.Start(new RecordedMedia(HasPicture: true, PublishedCodec.Vp8, HasSound: true));
        Vp8Film.Publish(recording, frames, tones);
        foreach (int packet in Enumerable.Range(150, tones.Count - 150))
        {
            recording.OnSound(new PublishedSound(packet * PublishedFilm.PacketLength, PublishedFilm.PacketLength), tones[packet]);
        }

        RecordingResult result = await recording.FinishAsync();

        Assert.Equal(RecordingOutcome.Complete, result.Outcome);
        Assert.Equal(tones.Count, fixture.Files.Sum(file => PacketsOf(fixture.PathOf(file), "a")));
    }

    [Fact]
    public async Task A_defect_at_the_end_of_an_early_part_is_told_and_ends_neither_the_others_nor_the_wait_for_them()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options => options.Rotation = Every(2));
        disk!.Nameless = RecordName.UnfinishedPrefix + "film_1.mp4";
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal((RecordingOutcome.Failed, "film_2.mp4"), (result.Outcome, result.Name));
        Assert.True(fixture.HasLogged(LogLevel.Error, "film_1"));
        Assert.False(fixture.Context.Names.IsTaken("film_1", ".mp4"));
    }

    [Fact]
    public async Task A_part_ends_by_its_size_too_and_asks_for_the_key_picture_that_ends_it()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = Fixture(new RecordingRotation(TimeSpan.Zero, 1_000_000));
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        int films = 1;
        (PublishedPicture picture, byte[] bytes) = film.Pictures[1];
        while (!recording.NeedsKeyFrame)
        {
            // What follows a key picture is none, however much it becomes.
            recording.OnPicture(picture with { Time = (films * Film) + TimeSpan.FromMilliseconds(films) }, bytes);
            films++;

            // The disk keeps up: otherwise it would be for that, and not for its size, that a key picture is asked for.
            await UntilAsync(() => recording.NeedsKeyFrame || LengthOf(fixture, ".recording.film_1") >= (films - 3) * (long)bytes.Length);
        }

        film.Publish(recording, films * 2 * Film);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal(["film_1.mp4", "film_2.mp4"], fixture.Files);
        Assert.Equal(("film_2.mp4", 2), (result.Name, fixture.Context.Counters.Files));
        Assert.Equal(result.Size, fixture.Context.Counters.Bytes);

        Assert.Equal(0, fixture.Context.Counters.Omitted);
        Assert.InRange(new FileInfo(fixture.PathOf("film_1.mp4")).Length, 1_000_000, 10_000_000);
        Assert.Equal(100, MovieFile.Read(fixture.PathOf("film_2.mp4"), out _).Tracks[0].Samples.Count);
    }

    [Fact]
    public async Task Where_the_picture_stands_still_the_sound_ends_the_part_and_the_picture_waits_for_a_key()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(12);
        await using RecordFixture fixture = Fixture(Every(2));
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        film.Publish(recording, count: 20);
        Sounds.Publish(recording, tones);
        await UntilAsync(() => fixture.HasFile("film_2"));
        film.Publish(recording, TimeSpan.FromSeconds(11.2));
        RecordingResult result = await recording.FinishAsync();

        // The sound of 5 s after the last picture, which was shown at 0.76 s, and the pictures from their first key picture on.
        Mp4Movie first = MovieFile.Read(fixture.PathOf("film_1.mp4"), out _);
        Assert.Equal(20, first.Tracks[0].Samples.Count);
        Assert.InRange((double)first.Tracks[1].Samples.EndTime / 48_000, 5.76, 5.8);
        Assert.Equal(RecordingOutcome.Complete, result.Outcome);
        Assert.Equal(100, fixture.Files[1..].Sum(file => MovieFile.Read(fixture.PathOf(file), out _).Tracks.Where(static track => track.Kind == Mp4TrackKind.Video).Sum(static track => track.Samples.Count)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_waits_for_its_sound_as_long_as_that_may_take_and_no_longer(bool isHeard)
    {
        (byte[] Bytes, bool IsKey)[] frames = await Vp8Film.MakeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(1);
        await using RecordFixture fixture = Fixture(Every(2));
        Recording recording = fixture.Start(new RecordedMedia(HasPicture: true, PublishedCodec.Vp8, HasSound: true));
        Vp8Film.Publish(recording, frames, isHeard ? tones : []);
        await UntilAsync(() => fixture.HasFile(".recording.film_2"));

        // Its first picture is written when the one a second later comes: by then it is noted when the part before it has ended.
        PublishedPicture next = new() { Time = TimeSpan.FromSeconds(3), IsKey = false, Codec = PublishedCodec.Vp8, Width = 160, Height = 96 };
        recording.OnPicture(next, frames[^1].Bytes);
        await UntilAsync(() => LengthOf(fixture, ".recording.film_2") > 0);
        Assert.True(fixture.HasFile(".recording.film_1"));

        fixture.Clock.Advance((isHeard ? RecordingParts.SoundPatience : 2 * RecordingSound.Patience) + TimeSpan.FromTicks(1));
        recording.OnPicture(next with { Time = TimeSpan.FromSeconds(3.04) }, frames[^1].Bytes);
        await UntilAsync(() => fixture.HasFile("film_1"));

        // Its file is finished, and it is not for the next one.
        long omitted = fixture.Context.Counters.Omitted;
        recording.OnSound(new PublishedSound(TimeSpan.FromSeconds(1), PublishedFilm.PacketLength), tones[^1]);
        await recording.FinishAsync();
        Assert.Equal(omitted + 1, fixture.Context.Counters.Omitted);
    }

    [Fact]
    public async Task A_part_that_is_slow_to_finish_keeps_nobody_waiting_and_the_end_waits_for_it()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        using ManualResetEventSlim gate = new(initialState: false);
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options => options.Rotation = Every(1));
        disk!.FlushGate = gate;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        Task<RecordingResult> end = recording.FinishAsync();
        await UntilAsync(() => fixture.HasFile(".recording.film_4"));

        Assert.False(end.IsCompleted);
        gate.Set();
        Assert.Equal("film_4.mp4", (await end).Name);
        Assert.Equal(["film_1.mp4", "film_2.mp4", "film_3.mp4", "film_4.mp4"], fixture.Files);
    }

    [Fact]
    public async Task With_as_many_unfinished_files_as_there_may_be_the_last_one_becomes_longer()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        using ManualResetEventSlim gate = new(initialState: false);
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options => options.Rotation = Every(1));
        disk!.FlushGate = gate;
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        for (int i = 0; i < RecordingParts.MaxUnfinished; i++)
        {
            film.Publish(recording, i * Film);
        }

        Task<RecordingResult> end = recording.FinishAsync();
        await UntilAsync(() => disk.Waiting == RecordingParts.MaxUnfinished + 1);
        gate.Set();
        RecordingResult result = await end;

        Assert.Equal(RecordingParts.MaxUnfinished + 1, fixture.Files.Length);
        Assert.Equal(RecordingOutcome.Complete, result.Outcome);
        Assert.Equal(RecordingParts.MaxUnfinished * 100, fixture.Files.Sum(file => MovieFile.Read(fixture.PathOf(file), out _).Tracks[0].Samples.Count));
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_is_said_and_the_one_before_goes_on()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        LimitedFolder? disk = null;
        await using RecordFixture fixture = new(folder => disk = new LimitedFolder(folder), configure: static options => options.Rotation = Every(2));
        disk!.Refused = RecordName.UnfinishedPrefix + "film_2.mp4";
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        await UntilAsync(() => fixture.HasLogged(LogLevel.Error, "film_1"));
        disk.Refused = null;
        film.Publish(recording, Film);
        film.Publish(recording, 3 * Film);
        RecordingResult result = await recording.FinishAsync();

        // At 2 s it could not, at 12 s it is tried again.
        Assert.Equal((RecordingOutcome.Complete, "film_3.mp4"), (result.Outcome, result.Name));
        Assert.Equal([200, 50, 50], fixture.Files.Select(file => MovieFile.Read(fixture.PathOf(file), out _).Tracks[0].Samples.Count));
    }

    [Fact]
    public async Task The_quotas_are_those_of_the_whole_recording_and_it_counts_once()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = new(configure: static options => (options.Rotation, options.MaxDuration, options.MaxRecordings) = (Every(2), TimeSpan.FromSeconds(5), 1));
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        film.Publish(recording, Film);
        RecordingResult result = await recording.Completion;

        Assert.Equal((RecordingOutcome.QuotaReached, "film_3.mp4"), (result.Outcome, result.Name));
        Assert.InRange(result.Duration.TotalSeconds, 5, 5.1);
    }

    [Theory]
    [InlineData("{streamName}", true, new[] { "film_1.mp4", "film_2.mp4" })]
    [InlineData("{streamName}", false, new[] { "film-1.mp4", "film.mp4" })]
    [InlineData("{startTime}", true, new[] { "1577836800000-1.mp4", "1577836800000.mp4" })]
    [InlineData("{endTimeMillis}", true, new[] { "1577836800000-1.mp4", "1577836800000.mp4" })]
    [InlineData("{duration}", true, new[] { "2000_1.mp4", "2000_2.mp4" })]
    public async Task Parts_have_numbers_unless_their_template_tells_the_time_or_the_settings_want_none(string template, bool hasNumbers, string[] names)
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = new(configure: options => (options.Rotation, options.NumberParts) = (Every(2), hasNumbers));
        Recording recording = fixture.Start(RecordFixture.PictureOnly, template: template);
        film.Publish(recording);
        await recording.FinishAsync();

        Assert.Equal(names, fixture.Files);
    }

    [Fact]
    public async Task An_order_may_want_another_rotation_than_the_settings_or_none()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = Fixture(Every(2));
        foreach ((string name, RecordingRotation rotation) in new[] { ("none", RecordingRotation.Off), ("other", Every(1)) })
        {
            Assert.Equal(RecordingStart.Started, fixture.Recordings.TryStart(new RecordingOrder(name, "id") { Rotation = rotation }, RecordFixture.PictureOnly, out Recording? recording));
            film.Publish(recording!);
            await recording!.FinishAsync();
        }

        Assert.Equal(["none.mp4", "other_1.mp4", "other_2.mp4", "other_3.mp4", "other_4.mp4"], fixture.Files);
    }

    [Fact]
    public async Task Each_part_is_offered_for_upload()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = Fixture(Every(2));
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        await recording.FinishAsync();
        await fixture.Recordings.WhenIdleAsync();

        Assert.Equal(2, fixture.Uploads.Count);
    }

    private static RecordingRotation Every(double seconds) => new(TimeSpan.FromSeconds(seconds), 0);

    private static RecordFixture Fixture(RecordingRotation rotation) => new(configure: options => options.Rotation = rotation);

    /// <summary>Sound with a tone in each second, and half a second later ten seconds of pictures that change their size twice.</summary>
    private static async Task<(RecordingResult Result, long[] Sounds, int[] Pictures)> RecordAsync(RecordingRotation rotation)
    {
        PublishedFilm large = await PublishedFilm.LargeAsync();
        PublishedFilm small = await PublishedFilm.SmallAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(11);
        await using RecordFixture fixture = Fixture(rotation);
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        recording.OnSound(new PublishedSound(TimeSpan.Zero, PublishedFilm.PacketLength), tones[0]);
        int heard = 1;
        foreach ((double from, PublishedFilm film) in new[] { (0.5, large), (4.5, small), (6.5, large) })
        {
            film.PublishWith(recording, TimeSpan.FromSeconds(from), tones, ref heard);
        }

        RecordingResult result = await recording.FinishAsync();
        double start = 0;
        foreach (string file in fixture.Files)
        {
            Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf(file)} -f null -"));
            Mp4Movie movie = MovieFile.Read(fixture.PathOf(file), out _);
            Assert.False(movie.IsFragmented);
            Assert.True(movie.Tracks[0].Samples.GetSample(0).IsSync);
            Assert.Equal(start == 0 ? 45_000 : 0, movie.Tracks[0].Samples.GetSample(0).CompositionTime);
            Assert.InRange(movie.Tracks[1].Samples.GetSample(0).CompositionTime, 0, 1023);
            double end = start + ((double)movie.Tracks[0].Samples.EndTime / RecordedMovie.PictureTimescale);
            await Sounds.AssertTonesAsync(fixture.PathOf(file), [.. Enumerable.Range(0, 11).Where(second => second >= start && second < end).Select(second => second - start)]);
            start = end;
        }

        Assert.Equal(10.5, start, 0.001);
        Mp4Movie[] movies = [.. fixture.Files.Select(file => MovieFile.Read(fixture.PathOf(file), out _))];
        return (result, [.. movies.Select(static movie => (long)movie.Tracks[1].Samples.Count)], [.. movies.Select(static movie => movie.Tracks[0].Samples.Count)]);
    }

    private static int PacketsOf(string path, string kind) =>
        MediaTool.Run("ffprobe", $"-select_streams {kind} -show_entries packet=pts -of csv=p=0 {path}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static void AssertDecodes(string path, int pictures)
    {
        string count = MediaTool.Run("ffprobe", $"-count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 {path}");
        Assert.Equal(pictures, int.Parse(count.Trim().Trim(','), CultureInfo.InvariantCulture));
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {path} -f null -"));
    }

    private static long LengthOf(RecordFixture fixture, string prefix) =>
        fixture.Files.Where(file => file.StartsWith(prefix, StringComparison.Ordinal)).Sum(file => new FileInfo(fixture.PathOf(file)).Length);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (long begin = Stopwatch.GetTimestamp(); !condition(); await Task.Yield())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Hang, "it does not come");
        }
    }
}
