using System.Buffers;
using Vod.Media.Host.Preparation;
using Vod.Media.Matroska;

namespace Vod.Media.Host.Pushing;

/// <summary>
/// Gives an ffmpeg a film as it is in the file, from the key frame at or before the position of its stream, each sample as it is due: a little ahead, so that the first ones, from which ffmpeg
/// learns what comes, are there at once. The times of a loop go on from lap to lap. Its input ends with the film, or where a new ffmpeg is needed because a track changes
/// or the sound is muted.
/// </summary>
/// <param name="film">What is sent.</param>
/// <param name="isOutdated">Whether another ffmpeg is wanted instead of the one it is for.</param>
/// <param name="clock">The time it waits by.</param>
/// <param name="onFlowing">Called once, when so much was taken that the other server must have accepted it.</param>
internal sealed class FilmPushJob(PushedFilm film, Func<bool> isOutdated, TimeProvider clock, Action onFlowing) : ITranscoderJob
{
    /// <summary>How much earlier than due a sample is given: twice what ffmpeg reads before it connects.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    /// <summary>The shortest wait: what is due in it is given together.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const int BatchBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly MatroskaWriter _writer = new();
    private FilmFeed[] _feeds = [];
    private bool _hasBegun;
    private bool _isFlowing;
    private TimeSpan _begunAt;
    private TimeSpan _origin;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        _output.ResetWrittenCount();
        if (!_hasBegun)
        {
            Begin();
        }

        while (_output.WrittenCount < BatchBytes && !isOutdated())
        {
            FilmFeed? next = Next();
            TimeSpan wait = ReadyAt(next) - Believe();
            if (wait <= TimeSpan.Zero && next is { HasChanged: false })
            {
                await WriteAsync(next, cancellation);
            }
            else if (wait <= TimeSpan.Zero || _output.WrittenCount > 0)
            {
                break;
            }
            else
            {
                await Task.Delay(wait > Pause ? wait : Pause, clock, cancellation);
            }
        }

        return _output.WrittenMemory;
    }

    /// <inheritdoc/>
    public bool TakeOutput(ReadOnlySpan<byte> bytes) => true;

    private void Begin()
    {
        _hasBegun = true;
        _begunAt = film.Position;
        FilmPictureFeed? picture = film.Picture is null ? null : new FilmPictureFeed(film, _begunAt);
        _origin = picture?.Start ?? (_begunAt > TimeSpan.Zero ? _begunAt : TimeSpan.Zero);
        FilmSoundFeed? sound = film.Sound is null ? null : new FilmSoundFeed(film, _begunAt, _origin);
        _feeds = [.. new FilmFeed?[] { picture, sound }.OfType<FilmFeed>()];
        MatroskaWriter.WriteStart(_output, [.. _feeds.Select(static feed => feed.Track)]);
    }

    private FilmFeed? Next() => _feeds.Where(static feed => !feed.IsOver).MinBy(static feed => feed.Due);

    // What follows a change, and the end, are waited for to the last: where the next ffmpeg begins must be behind it.
    private TimeSpan ReadyAt(FilmFeed? next) => next switch
    {
        null => film.Duration,
        { HasChanged: true } => next.Shown + Pause,
        _ => next.Due - Lead,
    };

    private async ValueTask WriteAsync(FilmFeed feed, CancellationToken cancellation)
    {
        (TimeSpan shown, bool isKey) = (feed.Shown, feed.IsKey);
        ReadOnlyMemory<byte> bytes = await feed.TakeAsync(cancellation);
        if (!bytes.IsEmpty)
        {
            _writer.WriteFrameStart(_output, (long)(shown - _origin).TotalMilliseconds, isKey, bytes.Length, Array.IndexOf(_feeds, feed) + 1);
            _output.Write(bytes.Span);
        }
    }

    // Gives the position, too.
    private TimeSpan Believe()
    {
        TimeSpan position = film.Position;
        if (!_isFlowing && position - _begunAt >= LivePushJob.Believed)
        {
            _isFlowing = true;
            onFlowing();
        }

        return position;
    }
}
