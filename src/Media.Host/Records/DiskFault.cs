using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>What a failed write means.</summary>
internal static class DiskFault
{
    // ENOSPC, EDQUOT and EFBIG, and ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] FullCodes = [28, 122, 27, 0x70, 0x27];

    /// <summary>Full, or anything else.</summary>
    public static RecordingOutcome OutcomeOf(IOException exception) =>
        FullCodes.Contains(exception.HResult & 0xFFFF) ? RecordingOutcome.DiskFull : RecordingOutcome.Failed;
}
