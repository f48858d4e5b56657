using Vod.Media.Host.Preparation;
using Vod.Media.Matroska;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Pushing;

/// <summary>The sound of a film as it is in the file, in whole frames: what is cut off in the middle of one is a matter of milliseconds, which ffmpeg evens out.</summary>
internal sealed class FilmSoundFeed : FilmFeed
{
    private readonly PushedFilm _film;
    private readonly ISoundSource _source;
    private readonly SoundDecoder _decoder;
    private byte[] _buffer = [];
    private long _lap;
    private int _run;
    private int _frame;

    /// <param name="film">A film with sound.</param>
    /// <param name="position">Where the stream is, which decides what decoder is needed.</param>
    /// <param name="from">The time from which on it is wanted, in the same lap.</param>
    public FilmSoundFeed(PushedFilm film, TimeSpan position, TimeSpan from)
    {
        _film = film;
        _source = film.Sound!;
        (_lap, TimeSpan at) = film.Locate(position);
        long sample = SamplesIn(at, OpusChunkLayout.SampleRate);
        _run = Math.Max(0, Runs.Count - 1 - Runs.Reverse().TakeWhile(run => run.Start > sample).Count());
        _decoder = Runs[_run].Decoder;
        Enter(SamplesIn(from - film.StartOf(_lap), Runs[_run].SampleRate));
    }

    /// <inheritdoc/>
    public override MatroskaTrack Track => _decoder.Track;

    private IReadOnlyList<SoundRun> Runs => _source.Timeline.Runs;

    // In samples of the run from the start of the presentation.
    private long Place => Runs[_run].Frames.StartOf(_frame) - Runs[_run].StartOffset;

    private bool IsBehindRun => _frame >= Runs[_run].Frames.Count
        || Place >= Runs[_run].PresentedSamples
        || (_run + 1 < Runs.Count && MediaTime.Rescale(Place, (uint)Runs[_run].SampleRate, OpusChunkLayout.SampleRate) >= Runs[_run + 1].Start);

    /// <inheritdoc/>
    public override async ValueTask<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancellation)
    {
        int frame = Runs[_run].FirstFrame + _frame;
        int size = _source.SizeOf(frame);
        if (_buffer.Length < size)
        {
            _buffer = new byte[size];
        }

        if (size > 0)
        {
            await _source.ReadFrameAsync(frame, _buffer.AsMemory(0, size), cancellation);
        }

        _frame++;
        Look();
        return _buffer.AsMemory(0, size);
    }

    // At the first whole frame that is heard.
    private void Enter(long from)
    {
        SoundRun run = Runs[_run];
        long first = Math.Max(Math.Max(0, from), run.PresentedFrom) + run.StartOffset;
        _frame = run.Frames.FrameAt(first);
        _frame += run.Frames.StartOf(_frame) < first ? 1 : 0;
        Look();
    }

    private void Look()
    {
        if (!IsBehindRun)
        {
            SoundRun run = Runs[_run];
            Shown = Due = _film.StartOf(_lap) + new MediaTime(Place, (uint)run.SampleRate).ToTimeSpan();
            IsKey = true;
            HasChanged = !IsSame(run.Decoder, _decoder);
        }
        else if (_run + 1 < Runs.Count)
        {
            _run++;
            Enter(from: 0);
        }
        else if (_film.Loop is not null)
        {
            (_lap, _run) = (_lap + 1, 0);
            Enter(from: 0);
        }
        else
        {
            IsOver = true;
        }
    }

    private static bool IsSame(SoundDecoder one, SoundDecoder other) => ReferenceEquals(one, other)
        || (one.SampleRate == other.SampleRate && one.Track.CodecId == other.Track.CodecId && one.Track.Channels == other.Track.Channels
            && one.Track.CodecPrivate.Span.SequenceEqual(other.Track.CodecPrivate.Span));

    private static long SamplesIn(TimeSpan time, int rate) => MediaTime.Rescale(time.Ticks, (uint)TimeSpan.TicksPerSecond, (uint)rate);
}
