namespace Vod.Media.Mp4;

/// <summary>
/// One edit of a track (ISO/IEC 14496-12, 8.6.6): what is heard or seen from a time of the presentation on. All times are in the track's timescale.
/// </summary>
/// <param name="Start">Presentation time at which the range begins; it is never before the end of the range before.</param>
/// <param name="SampleTime">
/// The time in <see cref="Mp4Track.Samples"/> that is presented at <paramref name="Start"/>. The same number for the first range, as the times of the samples are moved so.
/// </param>
/// <param name="Duration">How long the range lasts; <see cref="Unlimited"/> if to the end of the samples.</param>
internal readonly record struct PresentedRange(long Start, long SampleTime, long Duration)
{
    /// <summary>The duration of a range that ends with the samples.</summary>
    public const long Unlimited = long.MaxValue;

    /// <summary>Where the range ends in the samples; <see cref="Unlimited"/> if with them.</summary>
    public long SampleEnd => Duration == Unlimited ? Unlimited : SampleTime + Duration;

    /// <summary>Where the range ends in the presentation; <see cref="Unlimited"/> if with the samples.</summary>
    public long End => Duration == Unlimited ? Unlimited : Start + Duration;
}
