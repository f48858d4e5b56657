namespace Vod.Media.Playback;

/// <summary>What the coming pictures of a stream take, in bits per second at normal speed; 0 where it is not known.</summary>
/// <param name="All">All pictures that would be sent.</param>
/// <param name="KeyFrames">Those that decoding can start with.</param>
internal readonly record struct StreamNeed(long All, long KeyFrames)
{
    /// <summary>How far is looked ahead: some groups of pictures, so that the place of the play head in its own does not matter.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    /// <summary>Less than this ahead, at the end of a file, says nothing.</summary>
    public static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1);

    /// <summary>Pictures looked at, at most: the window at 60 pictures a second.</summary>
    public const int MaxPictures = 240;

    private const int BitsPerByte = 8;

    /// <summary>Adds up what lies ahead in the index. Pictures whose size nobody knows yet are taken for average ones.</summary>
    /// <param name="supply">The pictures.</param>
    /// <param name="first">The next picture.</param>
    /// <param name="timescale">Ticks per second of their times.</param>
    public static StreamNeed Of(PictureSupply supply, long first, uint timescale)
    {
        if (!supply.Exists(first))
        {
            return default;
        }

        (long lap, long start) = supply.TimeOf(first);
        Sum sum = new(start);
        for (long number = first; sum.Seen < MaxPictures && supply.Exists(number); number = supply.After(number))
        {
            (long pictureLap, long time) = supply.TimeOf(number);
            if (pictureLap != lap || time - start >= Window.TotalSeconds * timescale)
            {
                break;
            }

            sum.Add(time, supply.SizeOf(number), supply.IsKey(number));
        }

        return sum.Over(timescale);
    }

    private struct Sum(long start)
    {
        private readonly long _start = start;
        private long _newest = start;
        private long _bytes;
        private long _keyBytes;
        private int _known;

        public int Seen { get; private set; }

        // A picture that is shown before one that was sent is not sent: see FilePictures.Take.
        public void Add(long time, int size, bool isKey)
        {
            bool isSent = isKey || time >= _newest;
            _newest = Math.Max(_newest, time);
            Seen++;
            _known += size > 0 ? 1 : 0;
            _bytes += isSent ? size : 0;
            _keyBytes += isKey ? size : 0;
        }

        public readonly StreamNeed Over(uint timescale)
        {
            double seconds = Seen > 1 ? (_newest - _start) / (double)timescale * Seen / (Seen - 1) : 0;
            double share = Seen > 0 ? (double)_known / Seen : 0;
            return seconds < MinWindow.TotalSeconds || share == 0
                ? default
                : new((long)(_bytes * BitsPerByte / (seconds * share)), (long)(_keyBytes * BitsPerByte / (seconds * share)));
        }
    }
}
