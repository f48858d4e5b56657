using Vod.Media.H264.Packetization;
namespace Vod.Media.Playback;

/// <summary>One coded picture, cut into packets.</summary>
internal readonly ref struct SuppliedPicture
{
    /// <summary>When it is shown, in ticks of the track.</summary>
    public required long CompositionTime { get; init; }

    /// <summary>The lap of a loop it belongs to; 0 of a file that is played once.</summary>
    public required long Lap { get; init; }

    /// <summary>Whether decoding can start here.</summary>
    public required bool IsKey { get; init; }

    /// <summary>Its packets, none if there is nothing to be sent in its place. Whoever wants it after the supply is used again holds it, see <see cref="CutPictures.Hold"/>.</summary>
    public required CutPicture Cut { get; init; }
}
