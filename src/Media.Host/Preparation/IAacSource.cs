using Vod.Media.Aac;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// The AAC track of one asset. It is shared by all viewers of the asset and must not end with one of them: it is read from several
/// threads for as long as anyone plays the asset.
/// </summary>
internal interface IAacSource
{
    /// <summary>Count, rate and place on the timeline of the access units.</summary>
    AacTimeline Timeline { get; }

    /// <summary>What the access units are encoded with.</summary>
    AudioSpecificConfig Config { get; }

    /// <summary>
    /// Reads access unit <paramref name="index"/> into <paramref name="destination"/>, which has room for
    /// <see cref="AdtsHeader.MaxPayloadLength"/> bytes, and gives its length. A unit that is longer than that cannot be played: give 0.
    /// Throws what the storage throws.
    /// </summary>
    ValueTask<int> ReadFrameAsync(int index, Memory<byte> destination, CancellationToken cancellation);
}
