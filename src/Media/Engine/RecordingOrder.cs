namespace Vod.Media.Engine;

/// <summary>What the name of a recording is made of.</summary>
/// <param name="Stream">Name of the stream. Not yet checked for what a file name may hold.</param>
/// <param name="MediaSessionId">Identity of the publication towards its client.</param>
/// <param name="Template">Template of the name; null: the one of the settings.</param>
public sealed record RecordingOrder(string Stream, string MediaSessionId, string? Template = null);
