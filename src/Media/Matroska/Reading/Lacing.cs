namespace Vod.Media.Matroska.Reading;

/// <summary>How the frames of a block are told apart (RFC 9559 section 10.3): the two bits of its flags.</summary>
internal enum Lacing
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>Sizes as in Ogg: bytes of 255 and a last one, to be added.</summary>
    Xiph,

    /// <summary>All have the same size.</summary>
    Fixed,

    /// <summary>The first size, and of the others what they are more or less than the one before.</summary>
    Ebml,
}
