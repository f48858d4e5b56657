using System.Globalization;
using System.Text;

namespace Vod.Storage.Weather;

/// <summary>The first line and the header of a message (RFC 9112 section 2.1), byte by byte as they came: a signature covers them.</summary>
internal sealed class HttpHead
{
    private readonly string[] _lines;

    /// <param name="bytes">Up to and with the empty line.</param>
    public HttpHead(byte[] bytes)
    {
        Bytes = bytes;
        _lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
    }

    /// <summary>As they came.</summary>
    public byte[] Bytes { get; }

    /// <summary>The method of a request.</summary>
    public string Method => Word(0);

    /// <summary>The path of a request without its query.</summary>
    public string Path => Word(1).Split('?')[0];

    /// <summary>The status of a response; 0 if there is none.</summary>
    public int Status => int.TryParse(Word(1), NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : 0;

    /// <summary>Whether the sender wants to be told to go on before it sends the body (RFC 9110 section 10.1.1).</summary>
    public bool ExpectsContinue => Has("Expect", "100-continue");

    /// <summary>Whether the connection ends with this message.</summary>
    public bool ClosesConnection => Has("Connection", "close");

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked => Has("Transfer-Encoding", "chunked");

    /// <summary>Bytes of the body; null if the header does not say.</summary>
    public long? ContentLength => long.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;

    /// <summary>The value of a field; null if there is none.</summary>
    public string? this[string name] => _lines.Skip(1).FirstOrDefault(line => IsField(line, name))?[(name.Length + 1)..].Trim();

    /// <summary>The same with another value for a field, if it is there.</summary>
    public HttpHead With(string name, Func<string, string> change) =>
        new(Encoding.Latin1.GetBytes(string.Join("\r\n", _lines.Select(line => IsField(line, name) ? $"{name}: {change(line[(name.Length + 1)..].Trim())}" : line))));

    private static bool IsField(string line, string name) =>
        line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    private bool Has(string name, string value) => string.Equals(this[name], value, StringComparison.OrdinalIgnoreCase);

    private string Word(int index) => _lines[0].Split(' ') is var words && index < words.Length ? words[index] : "";
}
