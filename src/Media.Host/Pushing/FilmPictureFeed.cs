using Vod.Media.Host.Preparation;
using Vod.Media.Matroska;
using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Pushing;

/// <summary>The picture of a film, from the key frame at or before a position on.</summary>
internal sealed class FilmPictureFeed : FilmFeed
{
    private readonly PushedFilm _film;
    private readonly Mp4Track _track;
    private readonly SampleReader _reader;
    private readonly int _entry;
    private long _lap;
    private int _index;

    /// <param name="film">A film with a picture that a decoder can be told of.</param>
    /// <param name="position">Where the stream is.</param>
    public FilmPictureFeed(PushedFilm film, TimeSpan position)
    {
        _film = film;
        _track = film.Picture!;
        _reader = new SampleReader(film.Content, _track.Samples);
        (_lap, TimeSpan at) = film.Locate(position);
        int shown = _track.Samples.FindByCompositionTime(new MediaTime(at.Ticks, (uint)TimeSpan.TicksPerSecond).To(_track.Timescale).Value);
        _index = _track.Samples.FindSyncAtOrBefore(shown);
        _entry = _track.Samples.GetSampleEntry(_index);
        Track = DecoderInput.For(_track)![_entry].Track;
        Look();
        Start = Shown;
    }

    /// <inheritdoc/>
    public override MatroskaTrack Track { get; }

    /// <summary>When the first picture is shown.</summary>
    public TimeSpan Start { get; }

    /// <inheritdoc/>
    public override async ValueTask<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancellation)
    {
        int size = _track.Samples.GetSample(_index).Size;
        ReadOnlyMemory<byte> bytes = size is > 0 and <= MatroskaWriter.MaxFrameSize ? await _reader.ReadAsync(_index, cancellation) : default;
        do
        {
            MoveOn();
        }
        while (!IsOver && Shown < Start); // Of an open group of pictures: they need what came before the key frame.

        return bytes.Length == size ? bytes : default;
    }

    private void MoveOn()
    {
        if (++_index == _track.Samples.Count)
        {
            (_index, _lap) = (0, _lap + 1);
            IsOver = _film.Loop is null;
        }

        Look();
    }

    private void Look()
    {
        MediaSample sample = _track.Samples.GetSample(_index);
        TimeSpan start = _film.StartOf(_lap);
        Due = start + new MediaTime(sample.DecodeTime, _track.Timescale).ToTimeSpan();

        // What an edit list cuts off is decoded all the same; it must not be shown among the last pictures of the lap before.
        Shown = start + new MediaTime(Math.Max(0, sample.CompositionTime), _track.Timescale).ToTimeSpan();
        IsKey = sample.IsSync;
        HasChanged = _track.Samples.GetSampleEntry(_index) != _entry;
    }
}
