namespace Vod.Media.Mp4.Fragments;

/// <summary>
/// Goes from one moof box to the next and adds their samples to a movie, jumping over the media data between them. The walk ends with the file or at the first box that
/// is cut off: a recording that was killed plays as far as it is whole.
/// </summary>
/// <remarks>
/// sidx and mfra are passed over. They say where fragments are but not what is in them, so every moof has to be read anyhow, and where the next one starts is known from
/// the header behind the last: an index that may be wrong would not save one read. What saves them is to read on without asking, see <see cref="Mp4ReadStep.NeedBytes.GoesOn"/>.
/// </remarks>
/// <param name="movie">The movie to add to.</param>
/// <param name="start">Where to begin: the end of moov, or the first moof before it.</param>
/// <param name="context">Length of the file, bounds and budget.</param>
internal sealed class FragmentWalk(MovieDraft movie, long start, ParseContext context)
{
    private readonly FragmentParser _parser = new(movie, context);
    private readonly FragmentStride _stride = new();
    private long _position = start;
    private int _boxes;
    private int _fragments;
    private int _requests;

    /// <summary>Walks on in a window of the file.</summary>
    /// <param name="windowStart">Where the window starts in the file.</param>
    /// <param name="window">Its bytes, to the end of the file or as many as were asked for.</param>
    /// <returns>What is needed to go on; null when all fragments have been read.</returns>
    public Mp4ReadStep? Advance(long windowStart, ReadOnlySpan<byte> window)
    {
        while (_position < context.FileLength)
        {
            long left = context.FileLength - _position;
            long ahead = windowStart + window.Length - _position;
            if (_position < windowStart || ahead < Math.Min(left, BoxHeader.LargeLength))
            {
                return Ask(_stride.Next);
            }

            ReadOnlySpan<byte> rest = window[(int)(_position - windowStart)..];
            if (!BoxHeader.TryParse(rest, left, out BoxHeader header) || header.Size > left)
            {
                movie.IsCutOff = true;
                return null;
            }

            context.Count(1);
            if (++_boxes > context.Limits.MaxFragmentBoxes)
            {
                return Reject(Mp4RejectReason.TooManyBoxes, $"more than {context.Limits.MaxFragmentBoxes} boxes behind moov");
            }

            if (header.Type == BoxType.MovieFragment && ReadFragment(header, rest) is { } step)
            {
                return step;
            }

            _position += header.Size;
        }

        return null;
    }

    private Mp4ReadStep? ReadFragment(BoxHeader header, ReadOnlySpan<byte> rest)
    {
        if (header.Size > context.Limits.MaxFragmentBytes)
        {
            return Reject(Mp4RejectReason.MovieTooLarge, $"moof has {header.Size} bytes, more than {context.Limits.MaxFragmentBytes}");
        }

        if (header.Size > rest.Length)
        {
            return Ask(Math.Max((int)header.Size + BoxHeader.LargeLength, _stride.Next));
        }

        if (++_fragments > context.Limits.MaxFragments)
        {
            return Reject(Mp4RejectReason.TooManyFragments, $"more than {context.Limits.MaxFragments} fragments");
        }

        _stride.Note(_position, header.Size);
        _parser.Parse(rest[header.Length..(int)header.Size], _position);
        return null;
    }

    private Mp4ReadStep Ask(int length) => ++_requests > context.Limits.MaxFragmentRequests
        ? Reject(Mp4RejectReason.TooManyRequests, $"more than {context.Limits.MaxFragmentRequests} reads for the fragments")
        : new Mp4ReadStep.NeedBytes(_position, (int)Math.Min(length, context.FileLength - _position)) { GoesOn = true };

    private static Mp4ReadStep.Rejected Reject(Mp4RejectReason reason, string detail) => new(reason, detail);
}
