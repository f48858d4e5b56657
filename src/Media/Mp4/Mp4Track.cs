using Vod.Media.Aac;
using Vod.Media.H264;

namespace Vod.Media.Mp4;

/// <summary>One track: immutable.</summary>
internal sealed class Mp4Track
{
    /// <summary>track_ID.</summary>
    public required uint TrackId { get; init; }

    /// <summary>track_enabled: whether the author wants it played without being asked.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Video, audio or neither.</summary>
    public required Mp4TrackKind Kind { get; init; }

    /// <summary>Ticks per second of all times of the track, at least 1 (unless <see cref="Fault"/> is set).</summary>
    public required uint Timescale { get; init; }

    /// <summary>Duration by the media header, without edits; informative, <see cref="Samples"/> knows better.</summary>
    public required long Duration { get; init; }

    /// <summary>ISO 639-2 code such as "eng"; "und" if it is not given.</summary>
    public required string Language { get; init; }

    /// <summary>Clockwise rotation to display, 0, 90, 180 or 270 degrees; 0 for any other matrix.</summary>
    public required int Rotation { get; init; }

    /// <summary>How the media is moved on the timeline of the movie, as the file says it.</summary>
    public required EditList EditList { get; init; }

    /// <summary>
    /// What is presented of <see cref="Samples"/>, in order and in the times of the samples. Those of video have been put into the order of the presentation, so each of its
    /// ranges presents what is there; of sound, every range is to be decoded and cut. Empty without an edit list: all of it.
    /// </summary>
    public required IReadOnlyList<PresentedRange> PresentedRanges { get; init; }

    /// <summary>Formats of the samples; more than one if they change in the middle. Empty for <see cref="Mp4TrackKind.Other"/>.</summary>
    public required IReadOnlyList<Mp4SampleEntry> SampleEntries { get; init; }

    /// <summary>The samples; empty for <see cref="Mp4TrackKind.Other"/> and if <see cref="Fault"/> is set.</summary>
    public required SampleIndex Samples { get; init; }

    /// <summary>Samples are missing at the end because they lie beyond the end of the file or in no chunk.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>
    /// Whether it is known that every sample is shown: none is an alternate reference of VP8 (RFC 6386 section 9.1), with the time of the one behind it. Not known of files
    /// whose reader does not look at the samples.
    /// </summary>
    public bool ShowsEverySample { get; init; }

    /// <summary>Why the track cannot be used; <see cref="Mp4TrackFault.None"/> if it can.</summary>
    public required Mp4TrackFault Fault { get; init; }

    /// <summary>Format of the first sample entry: 'avc1', 'mp4a', 'hvc1', …</summary>
    public FourCc Format => SampleEntries.Count > 0 ? SampleEntries[0].Format : default;

    /// <summary>Codec of the first sample entry.</summary>
    public Mp4Codec Codec => SampleEntries.Count > 0 ? SampleEntries[0].Codec : Mp4Codec.Unknown;

    /// <summary>Whether there is nothing in the way of decoding the samples.</summary>
    public bool IsUsable => Fault == Mp4TrackFault.None && SampleEntries.Count > 0 && SampleEntries.All(static entry => entry.IsDecodable);

    /// <summary>Width in pixels of the first sample entry; 0 for sound.</summary>
    public int Width => SampleEntries.Count > 0 ? SampleEntries[0].Width : 0;

    /// <summary>Height in pixels of the first sample entry; 0 for sound.</summary>
    public int Height => SampleEntries.Count > 0 ? SampleEntries[0].Height : 0;

    /// <summary>Whether the samples are encrypted.</summary>
    public bool IsEncrypted => SampleEntries.Any(static entry => entry.IsEncrypted);

    /// <summary>Configuration of the first sample entry; null if this is no H.264.</summary>
    public AvcConfiguration? AvcConfiguration => SampleEntries.Count > 0 ? SampleEntries[0].AvcConfiguration : null;

    /// <summary>Configuration of the first sample entry; null if this is no AAC.</summary>
    public AudioSpecificConfig? AudioSpecificConfig => SampleEntries.Count > 0 ? SampleEntries[0].AudioSpecificConfig : null;
}
