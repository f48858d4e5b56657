using Vod.Media.Host.Assets;
using Vod.Media.Host.Pushing;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>What an ffmpeg is given of a film that it sends on. The films last three seconds, and a frame of sound 23 ms.</summary>
public sealed class FilmPushJobTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3.2);
    private readonly WaitedClock _time = new();
    private Task<byte[]>? _pending;
    private Task<DateTimeOffset>? _waiting;
    private bool _isOver;
    private bool _isOutdated;
    private int _flowing;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_begins_with_the_key_frame_before_the_position_and_two_seconds_ahead()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 1.3);

        List<FedFrame> fed = FedFrame.Read(await PassAsync(NewJob(film), TimeSpan.Zero), out List<string> codecs);

        Assert.Equal(["V_MPEG4/ISO/AVC", "A_AAC"], codecs);
        List<FedFrame> pictures = Pictures(fed);
        int key = film.Picture!.Samples.FindSyncAtOrBefore(film.Picture.Samples.FindByCompositionTime(film.Picture.Timescale * 13 / 10));
        Assert.True(film.Picture.Samples.GetSample(key).IsSync && key > 0);
        Assert.Equal(Bytes(film, key), pictures[0].Bytes);
        Assert.Equal((0, true), (pictures[0].Time, pictures[0].IsKey));
        Assert.InRange(Sounds(fed)[0].Time, 0, 24);

        // Everything up to 3.3 s, which is all there is behind the key frame.
        Assert.Equal(film.Picture.Samples.Count - key, pictures.Count);
    }

    [Fact]
    public async Task Pictures_come_in_the_order_of_decoding_with_the_times_they_are_shown_at()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0);

        List<FedFrame> pictures = Pictures(FedFrame.Read(await PassAsync(NewJob(film), TimeSpan.Zero), out _));

        Assert.Equal(Expected(film, pictures.Count), pictures.Select(static picture => picture.Time));
        Assert.NotEqual(pictures.Select(static picture => picture.Time).Order(), pictures.Select(static picture => picture.Time));
        Assert.InRange(pictures.Count, 48, 54);
    }

    [Fact]
    public async Task What_follows_comes_as_it_is_due()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0);
        FilmPushJob job = NewJob(film);
        await PassAsync(job, TimeSpan.Zero);
        Assert.InRange(FedFrame.Read(await PassAsync(job, TimeSpan.FromMilliseconds(200)), out _).Count(static frame => frame.Track == 1), 4, 6);
        Assert.Empty(await PassAsync(job, TimeSpan.Zero));
    }

    [Fact]
    public async Task It_ends_when_another_ffmpeg_is_wanted()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0);
        FilmPushJob job = NewJob(film);
        await PassAsync(job, TimeSpan.Zero);
        Assert.False(_isOver);

        _isOutdated = true;

        Assert.Empty(await PassAsync(job, TimeSpan.FromMilliseconds(100)));
        Assert.True(_isOver);
        Assert.False(film.IsOver);
    }

    [Fact]
    public async Task It_ends_with_the_film_and_not_before()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0);
        FilmPushJob job = NewJob(film);
        byte[] all = await PassAsync(job, TimeSpan.FromSeconds(3.1));
        Assert.Equal(film.Picture!.Samples.Count, Pictures(FedFrame.Read(all, out _)).Count);
        Assert.False(_isOver);

        Assert.Empty(await PassAsync(job, TimeSpan.FromMilliseconds(100)));

        Assert.True(_isOver);
        Assert.True(film.IsOver);
    }

    [Fact]
    public async Task The_times_of_a_loop_go_on_from_lap_to_lap()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0, loops: true);
        FilmPushJob job = NewJob(film);
        byte[] all = await PassAsync(job, 2 * film.Loop!.Value.Duration);

        List<FedFrame> fed = FedFrame.Read(all, out _);
        List<FedFrame> pictures = Pictures(fed);
        int count = film.Picture!.Samples.Count;
        long lap = (long)film.Loop.Value.Duration.TotalMilliseconds;
        Assert.InRange(pictures.Count, 2 * count, 3 * count);
        Assert.Equal(pictures[..count].Select(static picture => picture.Bytes), pictures[count..(2 * count)].Select(static picture => picture.Bytes));
        Assert.Equal(pictures[..count].Select(picture => picture.Time + lap), pictures[count..(2 * count)].Select(static picture => picture.Time));
        long[] sounds = [.. Sounds(fed).Select(static sound => sound.Time)];
        Assert.Equal(sounds.Order(), sounds);
        Assert.InRange(sounds.Zip(sounds[1..], static (one, next) => next - one).Max(), 23, Length.TotalMilliseconds - 3000 + 50);
        Assert.InRange(sounds.First(time => time >= lap), lap, lap + 24);
        Assert.False(film.IsOver);
    }

    [Fact]
    public async Task Another_ffmpeg_goes_on_where_the_stream_is_by_then()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0, loops: true);
        await PassAsync(NewJob(film), TimeSpan.Zero);
        _time.Advance(film.Loop!.Value.Duration + TimeSpan.FromSeconds(1.3));
        (_pending, _waiting) = (null, null);

        List<FedFrame> again = Pictures(FedFrame.Read(await PassAsync(NewJob(film), TimeSpan.Zero), out _));

        int key = film.Picture!.Samples.FindSyncAtOrBefore(film.Picture.Samples.FindByCompositionTime(film.Picture.Timescale * 13 / 10));
        Assert.Equal(Bytes(film, key), again[0].Bytes);
        Assert.Equal(0, again[0].Time);
    }

    [Fact]
    public async Task Pictures_of_an_open_group_that_need_what_came_before_are_left_out()
    {
        PushedFilm film = await OpenAsync("open-gop.mp4", position: 0.6);
        SampleIndex samples = film.Picture!.Samples;
        int key = samples.FindSyncAtOrBefore(samples.FindByCompositionTime(film.Picture.Timescale * 6 / 10));
        long shown = samples.GetSample(key).CompositionTime;
        Assert.True(samples.GetSample(key + 1).CompositionTime < shown, "no open group");

        List<FedFrame> pictures = Pictures(FedFrame.Read(await PassAsync(NewJob(film), TimeSpan.Zero), out _));

        Assert.Equal(Bytes(film, key), pictures[0].Bytes);
        int second = Enumerable.Range(key + 1, samples.Count - key - 1).First(i => samples.GetSample(i).CompositionTime >= shown);
        Assert.True(second > key + 1);
        Assert.Equal(Bytes(film, second), pictures[1].Bytes);
        Assert.InRange(pictures.Count, 53, 57);
        Assert.Equal(0, pictures.Min(static picture => picture.Time));
    }

    [Fact]
    public async Task A_film_of_sound_alone_begins_at_the_position()
    {
        PushedFilm film = await OpenAsync("audio-96k.m4a", position: 1);
        List<FedFrame> fed = FedFrame.Read(await PassAsync(NewJob(film), TimeSpan.Zero), out List<string> codecs);
        Assert.Equal(["A_AAC"], codecs);
        Assert.InRange(fed[0].Time, 0, 11);
        Assert.InRange(fed.Count, 180, 200);
    }

    [Fact]
    public async Task Where_another_decoder_is_needed_another_ffmpeg_is()
    {
        PushedFilm film = await OpenAsync("audio-32k.mov", position: 0);
        SoundRun all = film.Sound!.Timeline.Runs[0];
        SoundRun first = all with { Frames = new EqualFrames(50, 1024) };
        SoundRun second = all with
        {
            Decoder = all.Decoder with { Track = all.Decoder.Track with { CodecId = "A_OTHER" } },
            Frames = new EqualFrames(all.Frames.Count - 50, 1024),
            FirstFrame = 50,
            StartOffset = all.StartOffset - (50 * 1024),
        };
        SampleIndex samples = MovieFile.Read(files.Get("audio-32k.mov"), out _).FirstAudio!.Samples;
        film = film with { Sound = new Mp4SoundSource(film.Content, 1, samples, new([first, second])) };
        FilmPushJob job = NewJob(film);

        List<FedFrame> fed = FedFrame.Read(await PassAsync(job, TimeSpan.FromSeconds(1.5)), out _);
        Assert.Equal(50 - (int)(all.StartOffset / 1024), fed.Count);
        Assert.False(_isOver);
        await PassAsync(job, TimeSpan.FromSeconds(0.2));
        Assert.True(_isOver && !film.IsOver);

        _isOver = false;
        fed = FedFrame.Read(await PassAsync(NewJob(film), TimeSpan.FromSeconds(1.4)), out List<string> codecs);
        Assert.Equal(["A_OTHER"], codecs);
        Assert.InRange(fed.Count, all.Frames.Count - 55, all.Frames.Count - 50);
    }

    [Fact]
    public async Task It_is_believed_to_be_taken_after_some_seconds_and_once()
    {
        PushedFilm film = await OpenAsync("b-frames-flat.mp4", position: 0, loops: true);
        FilmPushJob job = NewJob(film);
        await PassAsync(job, LivePushJob.Believed - TimeSpan.FromMilliseconds(200));
        Assert.Equal(0, _flowing);
        await PassAsync(job, TimeSpan.FromSeconds(2));
        Assert.Equal(1, _flowing);
    }

    private FilmPushJob NewJob(PushedFilm film) => new(film, () => _isOutdated, _time, () => _flowing++);

    private async Task<PushedFilm> OpenAsync(string name, double position, bool loops = false)
    {
        string path = files.Get(name);
        Mp4Movie movie = MovieFile.Read(path, out _);
        StorageOpenResult opened = await new LocalMediaStorage(Path.GetDirectoryName(path)!).OpenAsync(name, Token);
        Mp4SoundSource? sound = movie.FirstAudio is { } track ? new(opened.Content!, 1, track.Samples, SoundRuns.Of(track)!) : null;
        MonotonicClock clock = new(_time);
        return new(opened.Content!, movie.FirstVideo, sound, Length, loops ? LoopPeriod.For(Length, 0) : null, clock.Now - TimeSpan.FromSeconds(position), clock);
    }

    // All that the job gives until it waits for what comes later than a time from now.
    private async Task<byte[]> PassAsync(FilmPushJob job, TimeSpan time)
    {
        List<byte> read = [];
        DateTimeOffset end = _time.GetUtcNow() + time;
        while (!_isOver)
        {
            _pending ??= job.ReadInputAsync(Token).AsTask().ContinueWith(static reading => reading.Result.ToArray(), TaskScheduler.Default);
            _waiting ??= _time.NextTimerAsync();
            await Task.WhenAny(_pending, _waiting);
            if (_pending.IsCompleted)
            {
                read.AddRange(await _pending);
                _isOver = _pending.Result.Length == 0;
                _pending = null;
            }
            else if (await _waiting is var due && due > end)
            {
                _time.Advance(end - _time.GetUtcNow());
                break;
            }
            else
            {
                _waiting = null;
                _time.Advance(due - _time.GetUtcNow());
            }
        }

        return [.. read];
    }

    private static List<FedFrame> Pictures(List<FedFrame> fed) => [.. fed.Where(static frame => frame.Track == 1)];

    private static List<FedFrame> Sounds(List<FedFrame> fed) => [.. fed.Where(static frame => frame.Track == 2)];

    private static IEnumerable<long> Expected(PushedFilm film, int count) => Enumerable.Range(0, count)
        .Select(i => (long)new MediaTime(film.Picture!.Samples.GetSample(i).CompositionTime, film.Picture.Timescale).ToTimeSpan().TotalMilliseconds);

    private static byte[] Bytes(PushedFilm film, int sample)
    {
        MediaSample at = film.Picture!.Samples.GetSample(sample);
        byte[] bytes = new byte[at.Size];
        Assert.Equal(at.Size, film.Content.ReadAsync(at.Offset, bytes, Token).AsTask().GetAwaiter().GetResult());
        return bytes;
    }
}
