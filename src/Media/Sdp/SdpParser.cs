namespace Vod.Media.Sdp;

/// <summary>Reads a description from top to bottom: the session level, then one <see cref="MediaSectionParser"/> per media line.</summary>
internal sealed class SdpParser
{
    private readonly List<MediaSectionParser> _sections = [];
    private List<string> _bundleGroup = [];
    private TransportAttributes _transport;
    private MediaDirection? _direction;
    private bool _isIceLite;

    private SdpParser()
    {
    }

    /// <summary>Parses; the description is null unless the result is <see cref="SdpError.None"/>.</summary>
    public static SdpError Parse(ReadOnlySpan<char> text, out SessionDescription? description)
    {
        SdpParser parser = new();
        SdpError error = parser.Read(text);
        description = error == SdpError.None ? parser.Build() : null;
        return error;
    }

    private SdpError Read(ReadOnlySpan<char> text)
    {
        if (text.Length > SdpLimits.MaxLength)
        {
            return SdpError.TooLarge;
        }

        SdpLineReader lines = new(text);
        if (!lines.MoveNext() || lines.Type != 'v' || lines.Value is not "0")
        {
            return SdpError.NotSdp;
        }

        while (lines.MoveNext())
        {
            SdpError error = lines.Type switch
            {
                'm' => BeginSection(lines.Value),
                'a' => ApplyAttribute(lines.Value),
                _ => SdpError.None,
            };
            if (error != SdpError.None)
            {
                return error;
            }
        }

        return lines.HasMore ? SdpError.TooManyLines : FindDuplicateMid();
    }

    private SdpError BeginSection(ReadOnlySpan<char> value)
    {
        if (_sections.Count == SdpLimits.MaxMediaSections)
        {
            return SdpError.TooManyMediaSections;
        }

        MediaSectionParser section = new();
        _sections.Add(section);
        return section.Begin(value);
    }

    private SdpError ApplyAttribute(ReadOnlySpan<char> attribute)
    {
        ReadOnlySpan<char> name = SdpText.Split(attribute, ':', out ReadOnlySpan<char> value).Trim();
        if (_sections.Count > 0)
        {
            _sections[^1].Apply(name, value);
        }
        else if (!_transport.TryApply(name, value))
        {
            ApplySessionAttribute(name, value);
        }

        return SdpError.None;
    }

    private void ApplySessionAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "ice-lite":
                _isIceLite = true;
                break;
            case "group" when _bundleGroup.Count == 0 && SdpText.NextWord(ref value) is "BUNDLE":
                _bundleGroup = ReadMids(value);
                break;
            default:
                _direction = MediaSectionParser.ParseDirection(name) ?? _direction;
                break;
        }
    }

    private static List<string> ReadMids(ReadOnlySpan<char> value)
    {
        List<string> mids = [];
        while (mids.Count < SdpLimits.MaxMediaSections && SdpText.NextWord(ref value) is { IsEmpty: false } mid)
        {
            mids.Add(mid.ToString());
        }

        return mids;
    }

    private SdpError FindDuplicateMid()
    {
        HashSet<string> mids = [];
        return _sections.TrueForAll(section => section.Mid is not { } mid || mids.Add(mid)) ? SdpError.None : SdpError.DuplicateMid;
    }

    private SessionDescription Build() => new()
    {
        Media = [.. _sections.Select(section => section.Build(_transport, _direction))],
        BundleGroup = _bundleGroup,
        IsIceLite = _isIceLite,
    };
}
