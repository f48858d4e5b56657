using System.Text;

namespace Vod.Media.Matroska.Reading;

/// <summary>Goes through the elements in the content of another that is in memory as a whole. It ends at the first that does not fit.</summary>
/// <param name="content">The content.</param>
internal ref struct EbmlContent(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    /// <summary>ID of the element.</summary>
    public uint Id { get; private set; }

    /// <summary>Its content.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The content as an unsigned integer.</summary>
    public readonly ulong Unsigned => EbmlElement.ReadUnsigned(Content);

    /// <summary>The content as a floating-point number.</summary>
    public readonly double Float => EbmlElement.ReadFloat(Content);

    /// <summary>The content as a string, which may end in zeros (RFC 8794 section 7.4); what is not ASCII becomes question marks.</summary>
    public readonly string Text
    {
        get
        {
            int end = Content.IndexOf((byte)0);
            return Encoding.ASCII.GetString(end < 0 ? Content : Content[..end]);
        }
    }

    /// <summary>Goes to the next element; false when there is none.</summary>
    public bool MoveNext()
    {
        if (!EbmlElement.TryParse(_rest, out EbmlElement element) || element.Size == EbmlElement.UnknownSize || element.Length > _rest.Length)
        {
            return false;
        }

        Id = element.Id;
        Content = _rest.Slice(element.HeaderLength, (int)element.Size);
        _rest = _rest[(int)element.Length..];
        return true;
    }
}
