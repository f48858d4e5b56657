namespace Vod.Media.Mp4.Fragments;

/// <summary>The mvex box (ISO/IEC 14496-12, 8.8.1): the movie goes on in fragments.</summary>
internal sealed class MovieExtends
{
    private readonly Dictionary<uint, TrackExtends> _tracks = [];

    private MovieExtends()
    {
    }

    /// <summary>Reads the body of an mvex box as far as it goes.</summary>
    public static MovieExtends Parse(ReadOnlySpan<byte> body, ParseContext context)
    {
        MovieExtends extends = new();
        BoxReader boxes = new(body, context);
        while (boxes.TryRead(out uint type, out ReadOnlySpan<byte> box))
        {
            if (type != BoxType.TrackExtends)
            {
                continue;
            }

            FieldReader reader = new(box);
            reader.ReadVersion();
            uint trackId = reader.ReadUInt32();
            TrackExtends track = new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
            if (!reader.Overrun)
            {
                extends._tracks.TryAdd(trackId, track);
            }
        }

        return extends;
    }

    /// <summary>The defaults of a track; zeros if there are none, as then every fragment must say all by itself.</summary>
    public TrackExtends For(uint trackId) => _tracks.GetValueOrDefault(trackId);
}
