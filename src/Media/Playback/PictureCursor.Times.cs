using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <content>Times of pictures, and the pictures of times.</content>
internal sealed partial class PictureCursor
{
    /// <summary>Bytes of the next picture; 0 after the last, and while they are not known.</summary>
    public int NextSize => _supply.Exists(_next) ? _supply.SizeOf(_next) : 0;

    /// <summary>The bytes of the next pictures, as many as there is room for.</summary>
    /// <param name="until">Up to when they are due.</param>
    /// <param name="room">Bytes they may have together.</param>
    /// <param name="sizes">Takes them.</param>
    /// <returns>How many there are.</returns>
    public int SizesUntil(MonotonicTime until, long room, Span<int> sizes)
    {
        int count = 0;
        for (long number = _next; count < sizes.Length && _supply.Exists(number) && DueTime(_supply, number) <= until; number = _supply.After(number))
        {
            sizes[count] = _supply.SizeOf(number);
            room -= sizes[count];
            if (room < 0)
            {
                break;
            }

            count++;
        }

        return count;
    }

    /// <summary>Whether a key frame is due within a time after the next picture.</summary>
    public bool IsKeyFrameWithin(TimeSpan time)
    {
        if (!_supply.Exists(_next))
        {
            return false;
        }

        TimeSpan limit = ShowTime(_supply, _next) + time;
        for (long number = _next; _supply.Exists(number) && ShowTime(_supply, number) <= limit; number = _supply.After(number))
        {
            if (_supply.IsKey(number))
            {
                return true;
            }
        }

        return false;
    }

    private MonotonicTime DueTime(PictureSupply supply, long number) => _clock.DueTime(ShowTime(supply, number));

    // What the file is changed over to may still come: that is not decided on before its time.
    private bool IsDue(MonotonicTime now, MonotonicTime until) => NextDue is { IsNever: false } due && due <= (until > now && IsAtChange ? now : until);

    // What an edit list cuts off before the start has to be decoded all the same; it goes at once.
    private TimeSpan ShowTime(PictureSupply supply, long number)
    {
        (long lap, long ticks) = supply.TimeOf(number);
        TimeSpan time = new MediaTime(ticks, _source.Timescale).ToTimeSpan();
        TimeSpan shown = time > TimeSpan.Zero ? time : TimeSpan.Zero;
        return _loop is { } period ? period.StartOf(lap) + shown : shown;
    }

    private (long Lap, long Time) Locate(TimeSpan position)
    {
        (long lap, TimeSpan inLap) = _loop?.Locate(position) ?? (0, position);
        return (lap, TicksOf(inLap));
    }

    private long TicksOf(TimeSpan time) => new MediaTime(time.Ticks, (uint)TimeSpan.TicksPerSecond).To(_source.Timescale).Value;
}
