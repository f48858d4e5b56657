namespace Vod.Media.Load.Runs;

/// <summary>What a server is like at one moment of a churn.</summary>
/// <param name="Minute">Minutes since the beginning.</param>
/// <param name="Stage">Begin, churn, or end: when all have left.</param>
/// <param name="Viewers">Viewers there are.</param>
/// <param name="Joins">Joins up to now.</param>
/// <param name="Failed">Viewers refused up to now.</param>
/// <param name="Ended">Viewers whose server closed up to now: a film was over.</param>
/// <param name="Packets">Packets received up to now by viewers that have left.</param>
/// <param name="Lost">Packets they have lost.</param>
/// <param name="ResidentMegabytes">Memory of the server.</param>
/// <param name="HeapMegabytes">Its managed heap after the last collection; null when it does not tell.</param>
/// <param name="CommittedMegabytes">What the collector has reserved; null when it does not tell.</param>
/// <param name="Sessions">Sessions it says it has; null when it does not tell.</param>
/// <param name="ServerCorePercent">Share of its core since the row before.</param>
internal sealed record ChurnRow(
    double Minute,
    string Stage,
    int Viewers,
    long Joins,
    long Failed,
    long Ended,
    long Packets,
    long Lost,
    double ResidentMegabytes,
    double? HeapMegabytes,
    double? CommittedMegabytes,
    double? Sessions,
    double ServerCorePercent);
