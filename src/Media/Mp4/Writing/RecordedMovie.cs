using Vod.Media.Timing;

namespace Vod.Media.Mp4.Writing;

/// <summary>The tracks of a recording while they grow.</summary>
/// <param name="sound">How the sound is encoded; null for a recording without.</param>
/// <param name="created">When the recording began.</param>
internal sealed class RecordedMovie(SoundFormat? sound, DateTimeOffset created)
{
    /// <summary>Ticks per second of the picture: the clock of RTP (RFC 6184 section 8.2.1).</summary>
    public const uint PictureTimescale = 90_000;

    /// <summary>
    /// Most sample entries: as many as our own reader takes. A browser changes between a handful of sizes; who sends more parameter sets does so on purpose.
    /// </summary>
    public const int MaxFormats = 256;

    private readonly List<PictureFormat> _formats = [];

    /// <summary>The picture.</summary>
    public RecordedTrack Picture { get; } = new(PictureTimescale);

    /// <summary>The sound; null for a recording without.</summary>
    public RecordedTrack? Sound { get; } = sound is null ? null : new((uint)sound.SampleRate);

    /// <summary>When the recording began, by the clock of the machine.</summary>
    public DateTimeOffset Created => created;

    /// <summary>How the sound is encoded.</summary>
    public SoundFormat? SoundFormat => sound;

    /// <summary>The sample entries of the picture.</summary>
    public IReadOnlyList<PictureFormat> Formats => _formats;

    /// <summary>From the first sample to the end of the last.</summary>
    public TimeSpan Duration
    {
        get
        {
            TimeSpan picture = new MediaTime(Picture.EndTime, PictureTimescale).ToTimeSpan();
            TimeSpan heard = Sound is null ? TimeSpan.Zero : new MediaTime(Sound.EndTime, Sound.Timescale).ToTimeSpan();
            return picture > heard ? picture : heard;
        }
    }

    /// <summary>The sample entry for a format, counted from 0; −1 when there are too many.</summary>
    public int EntryOf(PictureFormat format)
    {
        int known = _formats.FindIndex(format.IsSame);
        if (known < 0 && _formats.Count < MaxFormats)
        {
            _formats.Add(format);
            known = _formats.Count - 1;
        }

        return known;
    }
}
