using System.Buffers.Binary;

namespace Vod.Media.Ice;

/// <summary>Walks type-length-value attributes, each padded to four bytes (RFC 8489 section 14). Usable with <c>foreach</c>.</summary>
internal ref struct StunAttributeReader(ReadOnlySpan<byte> attributes)
{
    private const int HeaderLength = 4;
    private readonly ReadOnlySpan<byte> _attributes = attributes;
    private int _next;

    /// <summary>The attribute found by the last <see cref="MoveNext"/>.</summary>
    public StunAttribute Current { get; private set; }

    /// <summary>Where <see cref="Current"/> begins, counted from the start of the attributes.</summary>
    public int Offset { get; private set; }

    /// <summary>Set when the walk stopped at an attribute that does not fit.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Makes the reader its own enumerator.</summary>
    public readonly StunAttributeReader GetEnumerator() => this;

    /// <summary>Goes to the next attribute; false at the end and on a malformed one.</summary>
    public bool MoveNext()
    {
        if (_next == _attributes.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _attributes[_next..];
        if (rest.Length < HeaderLength)
        {
            IsMalformed = true;
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        int padded = HeaderLength + ((length + 3) & ~3);
        if (padded > rest.Length)
        {
            IsMalformed = true;
            return false;
        }

        Current = new StunAttribute((StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(HeaderLength, length));
        Offset = _next;
        _next += padded;
        return true;
    }
}
