namespace Vod.Media.Mp4;

/// <summary>What a track is for, from its handler.</summary>
internal enum Mp4TrackKind
{
    /// <summary>Text, metadata, hints, time code: no index is built.</summary>
    Other,

    /// <summary>Handler 'vide'.</summary>
    Video,

    /// <summary>Handler 'soun'.</summary>
    Audio,
}
