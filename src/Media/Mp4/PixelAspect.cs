namespace Vod.Media.Mp4;

/// <summary>Shape of a pixel, from the pasp box (ISO/IEC 14496-12, 12.1.4): <paramref name="Horizontal"/> wide for <paramref name="Vertical"/> high.</summary>
internal readonly record struct PixelAspect(uint Horizontal, uint Vertical)
{
    /// <summary>Square unless both numbers say otherwise.</summary>
    public bool IsSquare => Horizontal == Vertical || Horizontal == 0 || Vertical == 0;
}
