namespace Vod.Media.Matroska.Reading;

/// <summary>A track as a file describes it (TrackEntry, RFC 9559 section 5.1.4.1).</summary>
internal sealed record MatroskaTrackEntry
{
    // ContentEncodingType (RFC 9559 section 5.1.4.1.31.4).
    private const ulong Encryption = 1;
    private const int NanosecondsPerTick = 100;

    // A day; what is longer is no frame.
    private const ulong LongestDuration = 86_400_000_000_000;

    /// <summary>What blocks call it; 0 if it does not say.</summary>
    public required ulong Number { get; init; }

    /// <summary>What a decoder has to know.</summary>
    public required MatroskaTrack Track { get; init; }

    /// <summary>Whether the author wants it played without being asked: FlagEnabled and FlagDefault.</summary>
    public required bool Enabled { get; init; }

    /// <summary>ISO 639-2 code, or the first part of a BCP 47 tag; "und" if neither is one.</summary>
    public required string Language { get; init; }

    /// <summary>The frames are not in the file as they are (ContentEncodings): compressed, or without a beginning that all have.</summary>
    public required bool IsEncoded { get; init; }

    /// <summary>The frames are encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Reads the content of a TrackEntry. What it leaves out has the value that the standard says.</summary>
    public static MatroskaTrackEntry Parse(ReadOnlySpan<byte> content)
    {
        ulong number = 0;
        bool isEnabled = true;
        bool isDefault = true;
        string language = "eng";
        string? tag = null;
        (bool isEncoded, bool isEncrypted) = (false, false);
        MatroskaTrack track = new() { Type = default, CodecId = "", SampleRate = 8000, Channels = 1 };
        EbmlContent elements = new(content);
        while (elements.MoveNext())
        {
            switch (elements.Id)
            {
                case MatroskaElement.TrackNumber:
                    number = elements.Unsigned;
                    break;
                case MatroskaElement.FlagEnabled:
                    isEnabled = elements.Unsigned != 0;
                    break;
                case MatroskaElement.FlagDefault:
                    isDefault = elements.Unsigned != 0;
                    break;
                case MatroskaElement.Language:
                    language = elements.Text;
                    break;
                case MatroskaElement.LanguageTag:
                    tag = elements.Text.Split('-')[0];
                    break;
                case MatroskaElement.ContentEncodings:
                    (isEncoded, isEncrypted) = (true, isEncrypted || HasEncryption(elements.Content));
                    break;
                default:
                    track = With(track, elements);
                    break;
            }
        }

        return new()
        {
            Number = number,
            Track = track,
            Enabled = isEnabled && isDefault,
            Language = IsCode(tag) ? tag! : IsCode(language) ? language : "und",
            IsEncoded = isEncoded,
            IsEncrypted = isEncrypted,
        };
    }

    private static MatroskaTrack With(MatroskaTrack track, EbmlContent element)
    {
        switch (element.Id)
        {
            case MatroskaElement.TrackType:
                return track with { Type = (MatroskaTrackType)Math.Min(element.Unsigned, byte.MaxValue) };
            case MatroskaElement.CodecId:
                return track with { CodecId = element.Text };
            case MatroskaElement.CodecPrivate:
                return track with { CodecPrivate = element.Content.ToArray() };
            case MatroskaElement.DefaultDuration:
                return track with { DefaultDuration = Span(element.Unsigned) };
            case MatroskaElement.CodecDelay:
                return track with { CodecDelay = Span(element.Unsigned) };
            case MatroskaElement.Video:
            case MatroskaElement.Audio:
                EbmlContent details = new(element.Content);
                while (details.MoveNext())
                {
                    track = WithDetail(track, details);
                }

                return track;
            default:
                return track;
        }
    }

    private static MatroskaTrack WithDetail(MatroskaTrack track, EbmlContent detail) => detail.Id switch
    {
        MatroskaElement.PixelWidth => track with { Width = Small(detail) },
        MatroskaElement.PixelHeight => track with { Height = Small(detail) },
        MatroskaElement.SamplingFrequency => track with { SampleRate = detail.Float },
        MatroskaElement.Channels => track with { Channels = Small(detail) },
        MatroskaElement.BitDepth => track with { BitDepth = Small(detail) },
        _ => track,
    };

    private static bool HasEncryption(ReadOnlySpan<byte> encodings)
    {
        EbmlContent all = new(encodings);
        while (all.MoveNext())
        {
            EbmlContent encoding = new(all.Content);
            while (encoding.MoveNext())
            {
                if (encoding.Id == MatroskaElement.ContentEncodingType && encoding.Unsigned == Encryption)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsCode(string? language) => language is { Length: 2 or 3 } && !language.AsSpan().ContainsAnyExceptInRange('a', 'z');

    private static int Small(EbmlContent element) => (int)Math.Min(element.Unsigned, ushort.MaxValue);

    private static TimeSpan Span(ulong nanoseconds) =>
        nanoseconds > LongestDuration ? TimeSpan.Zero : new TimeSpan((long)nanoseconds / NanosecondsPerTick);
}
