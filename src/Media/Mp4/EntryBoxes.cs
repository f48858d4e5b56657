namespace Vod.Media.Mp4;

/// <summary>
/// The boxes of a sample entry that matter, among the others of the entry or, in QuickTime files, in a wave box there; of several of a kind the first counts.
/// </summary>
internal ref struct EntryBoxes
{
    public ReadOnlySpan<byte> Configuration;
    public ReadOnlySpan<byte> Descriptor;
    public ReadOnlySpan<byte> PixelAspect;
    public ReadOnlySpan<byte> Colour;
    public ReadOnlySpan<byte> Endianness;
    public ReadOnlySpan<byte> SamplingRate;

    /// <summary>Gathers the boxes.</summary>
    /// <param name="container">What follows the fixed fields of the entry.</param>
    /// <param name="configurationType">The box with the decoder configuration; 0 if the codec has none.</param>
    /// <param name="context">Counts the boxes.</param>
    public void Collect(ReadOnlySpan<byte> container, uint configurationType, ParseContext context)
    {
        BoxReader boxes = new(container, context);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> body))
        {
            if (type == BoxType.SoundWave)
            {
                BoxReader wave = new(body, context);
                while (wave.TryRead(out uint inner, out ReadOnlySpan<byte> innerBody))
                {
                    Keep(inner, innerBody, configurationType);
                }
            }
            else
            {
                Keep(type, body, configurationType);
            }
        }
    }

    private void Keep(uint type, ReadOnlySpan<byte> body, uint configurationType)
    {
        if (type == configurationType)
        {
            KeepFirst(ref Configuration, body);
            return;
        }

        switch (type)
        {
            case BoxType.ElementaryStreamDescriptor: KeepFirst(ref Descriptor, body); break;
            case BoxType.PixelAspectRatio: KeepFirst(ref PixelAspect, body); break;
            case BoxType.ColourInformation: KeepFirst(ref Colour, body); break;
            case BoxType.Endianness: KeepFirst(ref Endianness, body); break;
            case BoxType.SamplingRate: KeepFirst(ref SamplingRate, body); break;
            default: break;
        }
    }

    private static void KeepFirst(ref ReadOnlySpan<byte> slot, ReadOnlySpan<byte> body)
    {
        if (slot.IsEmpty)
        {
            slot = body;
        }
    }
}
