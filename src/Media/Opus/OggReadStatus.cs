namespace Vod.Media.Opus;

/// <summary>What an attempt to read from an Ogg stream came to.</summary>
internal enum OggReadStatus
{
    /// <summary>A whole page or packet was read.</summary>
    Complete,

    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>The bytes are no Ogg stream this reader accepts; nothing after them can be read.</summary>
    Invalid,
}
