using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// A sound track of one asset. It is shared by all viewers of the asset and must not end with one of them: it is read from several threads for as long as anyone plays
/// the asset.
/// </summary>
internal interface ISoundSource
{
    /// <summary>Number of the track among the sound tracks of the asset, counted from 1.</summary>
    int Number { get; }

    /// <summary>The frames and their place on the timeline.</summary>
    SoundTimeline Timeline { get; }

    /// <summary>Bytes of a frame; 0 if it has none, or more than any frame of sound: such a one is passed over.</summary>
    int SizeOf(int frame);

    /// <summary>Reads a frame into <paramref name="destination"/>, which is as long as it. Throws what the storage throws.</summary>
    ValueTask ReadFrameAsync(int frame, Memory<byte> destination, CancellationToken cancellation);
}
