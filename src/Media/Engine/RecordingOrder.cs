namespace Vod.Media.Engine;

/// <summary>What the files of a recording are called, and how many there are.</summary>
/// <param name="Stream">Name of the stream. Not yet checked for what a file name may hold.</param>
/// <param name="MediaSessionId">Identity of the publication towards its client.</param>
/// <param name="Template">Template of the name; null: the one of the settings.</param>
/// <param name="Rotation">When it goes on in another file; null: what the settings say.</param>
public sealed record RecordingOrder(string Stream, string MediaSessionId, string? Template = null, RecordingRotation? Rotation = null);
