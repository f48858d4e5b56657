namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// Where an object was read lately, to tell who goes on from who has jumped. Readers have no names here: who begins close behind the end of another read is taken for its successor. Any
/// thread.
/// </summary>
/// <param name="reach">How far behind the end of a read the next one may begin, in bytes: tracks lie between each other.</param>
internal sealed class RecentPlaces(long reach)
{
    /// <summary>Places it remembers; with more readers than that in different places, some are taken to have jumped.</summary>
    public const int Remembered = 64;

    private readonly Lock _lock = new();
    private readonly (long Start, long End)[] _places = new (long Start, long End)[Remembered];
    private int _count;
    private int _next;

    /// <summary>Notes a read.</summary>
    /// <returns>Whether it goes on where one has been.</returns>
    public bool Follow(long start, long end)
    {
        lock (_lock)
        {
            for (int i = 0; i < _count; i++)
            {
                // A read may also repeat the one before in part.
                if (start >= _places[i].Start && start <= _places[i].End + reach)
                {
                    _places[i] = (start, Math.Max(_places[i].End, end));
                    return true;
                }
            }

            _places[_next] = (start, end);
            _next = (_next + 1) % Remembered;
            _count = Math.Min(_count + 1, Remembered);
            return false;
        }
    }
}
