using Vod.Media.Load.Reporting;

namespace Vod.Media.Load.Runs;

/// <summary>What viewers have got of a stream.</summary>
/// <param name="Viewers">Viewers that came.</param>
/// <param name="Playing">Those that had a key frame.</param>
/// <param name="Problems">Why the others were refused, each reason once.</param>
/// <param name="Packets">RTP packets of all of them.</param>
/// <param name="Lost">Packets that did not come.</param>
/// <param name="Answer">Milliseconds from the POST to its answer.</param>
/// <param name="FirstKeyFrame">Milliseconds from the POST to the first complete key frame.</param>
/// <param name="LargestGap">Milliseconds: the longest time without a packet, for each viewer from its first one on.</param>
internal sealed record WatchRow(int Viewers, int Playing, IReadOnlyList<string> Problems, long Packets, long Lost, Distribution Answer, Distribution FirstKeyFrame, Distribution LargestGap);
