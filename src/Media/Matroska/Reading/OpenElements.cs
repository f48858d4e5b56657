namespace Vod.Media.Matroska.Reading;

/// <summary>Which elements that hold others a place in the file is in, and where they end.</summary>
internal sealed class OpenElements
{
    private const int Deepest = 3;
    private readonly long[] _ends = new long[Deepest + 1];

    /// <param name="fileLength">Bytes of the file.</param>
    public OpenElements(long fileLength) => _ends[0] = fileLength;

    /// <summary>The innermost.</summary>
    public ElementLevel Level { get; private set; }

    /// <summary>Where it ends; beyond the file if it does not say or the file is cut off.</summary>
    public long End => _ends[(int)Level];

    /// <summary>Enters an element.</summary>
    /// <param name="end">Where it ends; null if it does not say.</param>
    public void Enter(long? end)
    {
        Level++;
        _ends[(int)Level] = end ?? long.MaxValue;
    }

    /// <summary>Leaves the innermost element.</summary>
    public void Leave() => Level--;
}
