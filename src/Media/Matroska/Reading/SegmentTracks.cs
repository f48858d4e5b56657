using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Matroska.Reading;

/// <summary>The tracks of a segment while their frames are gathered.</summary>
internal sealed class SegmentTracks
{
    private readonly List<TrackDraft> _all = [];
    private readonly List<TrackSamples> _played = [];
    private readonly Dictionary<ulong, TrackSamples> _byNumber = [];

    /// <param name="entries">What the file says of them; of two with the same number the first gets the frames.</param>
    /// <param name="clock">What the times of the segment mean.</param>
    /// <param name="context">What is left of the budget.</param>
    public SegmentTracks(IReadOnlyList<MatroskaTrackEntry> entries, MatroskaClock clock, ParseContext context)
    {
        foreach (MatroskaTrackEntry entry in entries)
        {
            Mp4SampleEntry description = MatroskaCodecs.EntryOf(entry.Track, entry.IsEncrypted);
            TrackDraft draft = DraftOf(entry, description, clock, context);
            _all.Add(draft);
            if (draft.Kind != Mp4TrackKind.Other)
            {
                TrackSamples samples = draft.Kind == Mp4TrackKind.Video
                    ? new PictureSamples(draft, entry.Track.DefaultDuration, MatroskaCodecs.MayReorder(description.Codec), clock, context)
                    : new SoundSamples(draft, entry.Track, clock, context);
                _played.Add(samples);
                _byNumber.TryAdd(entry.Number, samples);
            }
        }
    }

    /// <summary>The track that blocks with a number belong to; null if it is none that is played, or takes no more.</summary>
    public TrackSamples? Find(ulong number) => _byNumber.GetValueOrDefault(number) is { Draft.IsOpen: true } found ? found : null;

    /// <summary>Ends the gathering: no more frames come.</summary>
    /// <param name="milliseconds">Duration of the segment as it says.</param>
    /// <param name="isCutOff">Whether the file ends in the middle of something.</param>
    public MovieDraft Seal(long milliseconds, bool isCutOff)
    {
        MediaTime? earliest = null;
        foreach (TrackSamples track in _played)
        {
            track.Finish();
            if (track.Draft.Start is { } start && (earliest is not { } known || start.IsBefore(known)))
            {
                earliest = start;
            }
        }

        foreach (TrackSamples track in _played)
        {
            track.Seal(earliest ?? new MediaTime(0, 1));
        }

        return new(_all) { Timescale = 1000, Duration = milliseconds, IsFragmented = false, IsCutOff = isCutOff };
    }

    private static TrackDraft DraftOf(MatroskaTrackEntry entry, Mp4SampleEntry description, MatroskaClock clock, ParseContext context)
    {
        Mp4TrackKind kind = entry.Track.Type switch
        {
            MatroskaTrackType.Video => Mp4TrackKind.Video,
            MatroskaTrackType.Audio => Mp4TrackKind.Audio,
            _ => Mp4TrackKind.Other,
        };
        return new(context)
        {
            TrackId = (uint)Math.Min(entry.Number, uint.MaxValue),
            Enabled = entry.Enabled,
            Kind = kind,
            Timescale = kind == Mp4TrackKind.Audio && RateOf(description) is > 0 and var rate ? (uint)rate : clock.Timescale,
            Duration = 0,
            Language = entry.Language,
            Rotation = 0,
            EditList = EditList.None,
            SampleEntries = kind == Mp4TrackKind.Other ? [] : [description],
            Extends = default,
            Fault = entry.IsEncrypted || kind == Mp4TrackKind.Other ? Mp4TrackFault.None
                : entry.Number == 0 ? Mp4TrackFault.Structure
                : entry.IsEncoded ? Mp4TrackFault.Encoded
                : Mp4TrackFault.None,
        };
    }

    // With SBR, frames are counted at the rate of the core.
    private static int RateOf(Mp4SampleEntry entry) => entry.AudioSpecificConfig is { } aac ? aac.SamplingFrequency : entry.SampleRate;
}
