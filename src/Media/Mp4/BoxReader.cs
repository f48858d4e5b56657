namespace Vod.Media.Mp4;

/// <summary>
/// Walks the boxes inside a container. It ends at the first thing that is no whole box: writers leave zeros and padding behind the last
/// one (QuickTime ends user data with a 32-bit zero), and what is then missing is noticed by whoever needs it.
/// </summary>
/// <param name="container">The bytes to walk.</param>
/// <param name="context">Counts the boxes.</param>
/// <param name="maxBoxes">Most boxes to give.</param>
internal ref struct BoxReader(ReadOnlySpan<byte> container, ParseContext context, int maxBoxes)
{
    private ReadOnlySpan<byte> _rest = container;
    private int _boxesLeft = maxBoxes;

    /// <summary>Walks as many boxes as a container may hold.</summary>
    public BoxReader(ReadOnlySpan<byte> container, ParseContext context)
        : this(container, context, context.Limits.MaxBoxesPerContainer)
    {
    }

    /// <summary>Whether the walk ended because there are more boxes than allowed.</summary>
    public bool LimitReached { get; private set; }

    /// <summary>The next box; false at the end.</summary>
    public bool TryRead(out uint type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        if (!BoxHeader.TryParse(_rest, _rest.Length, out BoxHeader header) || header.Size > _rest.Length)
        {
            return false;
        }

        if (_boxesLeft-- <= 0)
        {
            LimitReached = true;
            return false;
        }

        context.Count(1);
        type = header.Type;
        body = _rest[header.Length..(int)header.Size];
        _rest = _rest[(int)header.Size..];
        return true;
    }
}
