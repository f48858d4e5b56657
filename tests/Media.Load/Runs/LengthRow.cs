using Vod.Media.Load.Reporting;

namespace Vod.Media.Load.Runs;

/// <summary>What the length of a film has shown. Times are in milliseconds from the POST to the first RTP packet.</summary>
/// <param name="Film">The file.</param>
/// <param name="FileMegabytes">Its size.</param>
/// <param name="FirstViewer">The very first viewer of a new server, which reads the index; null when it got nothing.</param>
/// <param name="FirstPacket">Those after it.</param>
/// <param name="FirstKeyFrame">To the first key frame of those after it.</param>
/// <param name="ResidentMegabytesBefore">Memory of the server before the first viewer, with other films played and left.</param>
/// <param name="ResidentMegabytesOfFirst">Memory with the first viewer.</param>
/// <param name="ResidentMegabytes">Memory with all of them.</param>
/// <param name="ResidentKilobytesPerViewer">For each but the first.</param>
internal sealed record LengthRow(
    string Film,
    double FileMegabytes,
    double? FirstViewer,
    Distribution FirstPacket,
    Distribution FirstKeyFrame,
    double ResidentMegabytesBefore,
    double ResidentMegabytesOfFirst,
    double ResidentMegabytes,
    double ResidentKilobytesPerViewer);
