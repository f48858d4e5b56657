namespace Vod.Media.Sdp;

/// <summary>
/// Splits a description into "type=value" lines (RFC 8866 section 5). More tolerant than the RFC, because pages rewrite offers with
/// regular expressions: any of CRLF and LF ends a line, a missing last line end, empty lines and lines without "=" are passed over, and
/// white space or a stray CR at the ends of a line is cut off.
/// </summary>
internal ref struct SdpLineReader(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Letter before the "=".</summary>
    public char Type { get; private set; }

    /// <summary>Everything after the "=".</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Lines read so far, those passed over included.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next line that means something; false at the end, and when there are too many.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty && Count < SdpLimits.MaxLines)
        {
            Count++;
            int end = _rest.IndexOf('\n');
            ReadOnlySpan<char> line = (end < 0 ? _rest : _rest[..end]).Trim();
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            if (line.Length >= 2 && line[1] == '=')
            {
                Type = line[0];
                Value = line[2..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether reading stopped before the end of the text.</summary>
    public readonly bool HasMore => !_rest.IsEmpty;
}
