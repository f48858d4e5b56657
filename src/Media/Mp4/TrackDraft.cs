using Vod.Media.Mp4.Fragments;
using Vod.Media.Timing;

namespace Vod.Media.Mp4;

/// <summary>A track while its samples are being gathered: from the tables in moov, then from one movie fragment after another.</summary>
/// <param name="context">What is left of the budget.</param>
internal sealed class TrackDraft(ParseContext context)
{
    private long _offset;
    private SampleIndex? _edited;
    private IReadOnlyList<PresentedRange> _ranges = [];

    /// <inheritdoc cref="Mp4Track.TrackId"/>
    public required uint TrackId { get; init; }

    /// <inheritdoc cref="Mp4Track.Enabled"/>
    public required bool Enabled { get; init; }

    /// <inheritdoc cref="Mp4Track.Kind"/>
    public required Mp4TrackKind Kind { get; init; }

    /// <inheritdoc cref="Mp4Track.Timescale"/>
    public required uint Timescale { get; init; }

    /// <inheritdoc cref="Mp4Track.Duration"/>
    public required long Duration { get; init; }

    /// <inheritdoc cref="Mp4Track.Language"/>
    public required string Language { get; init; }

    /// <inheritdoc cref="Mp4Track.Rotation"/>
    public required int Rotation { get; init; }

    /// <inheritdoc cref="Mp4Track.EditList"/>
    public required EditList EditList { get; init; }

    /// <inheritdoc cref="Mp4Track.SampleEntries"/>
    public required IReadOnlyList<Mp4SampleEntry> SampleEntries { get; set; }

    /// <summary>For sound whose packets are all alike and the same in every sample entry; null for all other.</summary>
    public SoundPacket? SoundPacket => SampleEntries.Count > 0 && SampleEntries.All(entry => entry.SoundPacket == SampleEntries[0].SoundPacket)
        ? SampleEntries[0].SoundPacket
        : null;

    /// <summary>What the fragments need not repeat.</summary>
    public required TrackExtends Extends { get; init; }

    /// <summary>The samples so far.</summary>
    public SampleIndexPacker Packer { get; } = new(context.Budget);

    /// <summary>The samples once there are no more to come, see <see cref="Seal"/>.</summary>
    public SampleIndex Samples { get; set; } = SampleIndex.Empty;

    /// <inheritdoc cref="Mp4Track.ShowsEverySample"/>
    public bool ShowsEverySample { get; set; }

    /// <summary>Why the track cannot be used; nothing more is added to it then.</summary>
    public Mp4TrackFault Fault { get; set; }

    /// <summary>Samples are missing from here on; nothing more is added.</summary>
    public bool IsTruncated { get; set; }

    /// <summary>Whether samples can still be added.</summary>
    public bool IsOpen => Kind != Mp4TrackKind.Other && Fault == Mp4TrackFault.None && !IsTruncated;

    /// <summary>Decode time of the first sample, before the edit list; null without samples.</summary>
    public MediaTime? Start => IsUsable && Packer.Count > 0 ? new MediaTime(Packer.DecodeStart, Timescale) : null;

    private bool IsUsable => Kind != Mp4TrackKind.Other && Fault == Mp4TrackFault.None;

    /// <summary>The position among <see cref="SampleEntries"/> that a sample_description_index, counted from 1, means.</summary>
    public int ClampEntry(int description) => Math.Clamp(description - 1, 0, Math.Max(0, SampleEntries.Count - 1));

    /// <summary>Ends the gathering: no more samples come.</summary>
    /// <param name="origin">The time of the media at which the movie starts; it becomes 0.</param>
    public void Seal(MediaTime origin)
    {
        bool overlaps = Packer.TotalBytes / context.Limits.MaxOverlap > context.FileLength;
        Fault = IsUsable && overlaps ? Mp4TrackFault.SampleTables : Fault;
        _offset = IsUsable ? EditList.Offset - origin.To(Timescale).Value : 0;
        Samples = IsUsable ? Packer.Build(_offset) : SampleIndex.Empty;
    }

    /// <summary>
    /// Follows the edit list: pictures are put into the order of the presentation, of sound it is only told what is presented, as its samples are decoded on their own and
    /// cut more finely than between two of them. False if the list asks for too much.
    /// </summary>
    public bool TryFollowEdits()
    {
        IReadOnlyList<PresentedRange> ranges = [.. EditList.Ranges.Select(range => range with { SampleTime = range.SampleTime + _offset })];
        if (Kind != Mp4TrackKind.Video || !EditedSamples.IsNeeded(Samples, ranges))
        {
            _ranges = ranges;
            return true;
        }

        context.Budget.AllowEdits(Samples.Count);
        _edited = EditedSamples.Build(Samples, ranges, context);
        _ranges = [.. ranges.Select(static range => range with { SampleTime = range.Start })];
        return _edited is not null;
    }

    /// <summary>Leaves it at the first edit, as far as it goes: when some track could not follow its list, the others would be out of step with it.</summary>
    public void FollowFirstEditOnly()
    {
        _edited = null;
        _ranges = [new PresentedRange(EditList.Delay, EditList.Delay, PresentedRange.Unlimited)];
    }

    /// <summary>The finished track.</summary>
    public Mp4Track Build() => new()
    {
        TrackId = TrackId,
        Enabled = Enabled,
        Kind = Kind,
        Timescale = Timescale,
        Duration = Duration,
        Language = Language,
        Rotation = Rotation,
        EditList = EditList,
        SampleEntries = SampleEntries,
        Samples = _edited ?? Samples,
        PresentedRanges = _ranges,
        IsTruncated = IsTruncated,
        ShowsEverySample = ShowsEverySample,
        Fault = Fault,
    };
}
