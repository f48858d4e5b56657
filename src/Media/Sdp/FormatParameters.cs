using System.Globalization;

namespace Vod.Media.Sdp;

/// <summary>The parameters of a format, from one or more fmtp attributes (RFC 8866 section 6.15): "name=value;name=value".</summary>
internal sealed class FormatParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parameters known.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a parameter; null when it is not there, empty when it has none.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The value of a numeric parameter, or what it means when it is missing or no number.</summary>
    public int GetNumber(string name, int missing) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : missing;

    /// <summary>Adds the parameters of a fmtp attribute; pages add lines of their own, and the later value counts.</summary>
    internal void Add(ReadOnlySpan<char> text)
    {
        foreach (Range range in text.Split(';'))
        {
            ReadOnlySpan<char> name = SdpText.Split(text[range], '=', out ReadOnlySpan<char> value).Trim();
            if (!name.IsEmpty && _values.Count < SdpLimits.MaxFormatParameters)
            {
                _values[name.ToString()] = value.Trim().ToString();
            }
        }
    }
}
