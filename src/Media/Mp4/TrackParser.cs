using Vod.Media.Mp4.Fragments;

namespace Vod.Media.Mp4;

/// <summary>
/// Reads a trak box (ISO/IEC 14496-12, 8.3). Whatever is wrong in it stays in this track: see <see cref="Mp4Track.Fault"/>.
/// </summary>
internal static class TrackParser
{
    private const uint TrackEnabledFlag = 1;

    /// <summary>Reads the body of a trak box.</summary>
    /// <param name="body">The body.</param>
    /// <param name="movieTimescale">Ticks per second of the movie header.</param>
    /// <param name="extends">What mvex says; null if the movie has no fragments.</param>
    /// <param name="context">What is left of the budget.</param>
    public static TrackDraft Parse(ReadOnlySpan<byte> body, uint movieTimescale, MovieExtends? extends, ParseContext context)
    {
        TrackBoxes boxes = default;
        bool sound = boxes.TryCollect(body, context);
        TrackHeader track = ParseTrackHeader(boxes.TrackHeader);
        MediaHeader media = ParseMediaHeader(boxes.MediaHeader);
        Mp4TrackKind kind = ParseKind(boxes.Handler);
        EditList edits = EditList.Parse(boxes.EditList, movieTimescale, media.Timescale, extends is not null, context);
        List<Mp4SampleEntry> entries = kind == Mp4TrackKind.Other
            ? []
            : SampleDescriptionParser.Parse(boxes.SampleDescription, kind, context);
        TrackDraft draft = new(context)
        {
            TrackId = track.Id,
            Enabled = track.Enabled,
            Kind = kind,
            Timescale = media.Timescale,
            Duration = media.Duration,
            Language = media.Language,
            Rotation = track.Rotation,
            EditList = edits,
            SampleEntries = entries,
            Extends = extends?.For(track.Id) ?? default,
        };
        if (!sound || !track.IsValid || media.Timescale == 0 || (kind != Mp4TrackKind.Other && entries.Count == 0))
        {
            draft.Fault = Mp4TrackFault.Structure;
        }
        else if (kind != Mp4TrackKind.Other && !(extends is not null && boxes.HasNoSamples))
        {
            draft.Fault = SampleIndexBuilder.Append(boxes, draft, context);
        }

        return draft;
    }

    private static TrackHeader ParseTrackHeader(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        byte version = reader.ReadVersion(out uint flags);
        reader.ReadUnsigned(version); // creation_time
        reader.ReadUnsigned(version); // modification_time
        uint id = reader.ReadUInt32();
        reader.Skip(4);
        reader.ReadUnsigned(version); // duration
        bool valid = !reader.Overrun;
        reader.Skip(16); // reserved, layer, alternate_group, volume
        int rotation = ParseRotation(ref reader);
        return new TrackHeader(valid, id, (flags & TrackEnabledFlag) != 0, rotation);
    }

    /// <summary>The upper left 2×2 of the transformation matrix {a b u, c d v, x y w} (8.3.2.3), a to d in 16.16. Some also scale; only the signs turn.</summary>
    private static int ParseRotation(ref FieldReader reader)
    {
        int a = (int)reader.ReadUInt32();
        int b = (int)reader.ReadUInt32();
        reader.Skip(4);
        int c = (int)reader.ReadUInt32();
        int d = (int)reader.ReadUInt32();
        return (Math.Sign(a), Math.Sign(b), Math.Sign(c), Math.Sign(d)) switch
        {
            (0, 1, -1, 0) => 90,
            (-1, 0, 0, -1) => 180,
            (0, -1, 1, 0) => 270,
            _ => 0,
        };
    }

    private static MediaHeader ParseMediaHeader(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        byte version = reader.ReadVersion();
        reader.ReadUnsigned(version); // creation_time
        reader.ReadUnsigned(version); // modification_time
        uint timescale = reader.ReadUInt32();
        ulong duration = reader.ReadUnsigned(version);
        bool valid = !reader.Overrun;
        string language = ParseLanguage(reader.ReadUInt16());
        return new MediaHeader(valid ? timescale : 0, (long)Math.Min(duration, long.MaxValue), language);
    }

    private static string ParseLanguage(ushort packed)
    {
        // Three letters of 5 bits each, 0x60 taken off (8.4.2.3). Anything else is a QuickTime language number or nothing.
        Span<char> letters = [Letter(packed >> 10), Letter(packed >> 5), Letter(packed)];
        return letters.ContainsAnyExceptInRange('a', 'z') ? "und" : new string(letters);

        static char Letter(int bits) => (char)((bits & 0x1F) + 0x60);
    }

    private static Mp4TrackKind ParseKind(ReadOnlySpan<byte> body)
    {
        FieldReader reader = new(body);
        reader.Skip(8); // version, flags, pre_defined
        return reader.ReadUInt32() switch
        {
            BoxType.VideoHandler => Mp4TrackKind.Video,
            BoxType.SoundHandler => Mp4TrackKind.Audio,
            _ => Mp4TrackKind.Other,
        };
    }

    private readonly record struct TrackHeader(bool IsValid, uint Id, bool Enabled, int Rotation);

    private readonly record struct MediaHeader(uint Timescale, long Duration, string Language);
}
