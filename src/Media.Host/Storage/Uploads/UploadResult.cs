namespace Vod.Media.Host.Storage.Uploads;

/// <summary>How an upload went.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Size">Bytes of the file; 0 unless done.</param>
/// <param name="Detail">What went wrong, in one line for the operator's log. Never holds credentials or signatures.</param>
internal readonly record struct UploadResult(UploadOutcome Outcome, long Size, string Detail);
