using Vod.Media.Matroska.Reading;
using Vod.Media.Mp4;

namespace Vod.Media.Films;

/// <summary>Reads the index of a film whatever it is: by the bytes it begins with and not by its name. They are asked for once.</summary>
internal sealed class FilmIndexReader : IIndexReader
{
    private readonly long _fileLength;
    private readonly Mp4Limits _limits;
    private IIndexReader _reader;
    private bool _isChosen;

    /// <param name="fileLength">Bytes of the file as the storage reports them.</param>
    /// <param name="limits">Bounds; <see cref="Mp4Limits.Default"/> if in doubt.</param>
    public FilmIndexReader(long fileLength, Mp4Limits limits)
    {
        _fileLength = fileLength;
        _limits = limits;
        _reader = new Mp4IndexReader(fileLength, limits);
    }

    /// <inheritdoc/>
    public Mp4ReadStep Next => _reader.Next;

    /// <inheritdoc/>
    public long Steps => _reader.Steps;

    /// <inheritdoc/>
    public void Provide(ReadOnlySpan<byte> data)
    {
        // Both readers ask for the same bytes first.
        if (!_isChosen && data.StartsWith(MatroskaIndexReader.Magic))
        {
            _reader = new MatroskaIndexReader(_fileLength, _limits);
        }

        _isChosen = true;
        _reader.Provide(data);
    }
}
