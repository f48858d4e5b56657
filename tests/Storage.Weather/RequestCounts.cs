namespace Vod.Storage.Weather;

/// <summary>What has been asked for.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Bytes">Bytes of the bodies of their answers.</param>
/// <param name="Methods">Requests by method.</param>
/// <param name="Statuses">Requests by the status of their answer; 0 for those that have none.</param>
/// <param name="Paths">Requests and bytes by path.</param>
/// <param name="Ranges">Requests by range, in the order in which it was first asked for.</param>
internal sealed record RequestCounts(
    int Requests,
    long Bytes,
    IReadOnlyDictionary<string, int> Methods,
    IReadOnlyDictionary<int, int> Statuses,
    IReadOnlyDictionary<string, PathCounts> Paths,
    IReadOnlyDictionary<string, int> Ranges)
{
    /// <summary>Sums up.</summary>
    public static RequestCounts Of(IReadOnlyList<LoggedRequest> log) => new(
        log.Count,
        log.Sum(static entry => entry.Bytes),
        log.CountBy(static entry => entry.Request.Method).ToDictionary(),
        log.CountBy(static entry => entry.Status).ToDictionary(),
        log.GroupBy(static entry => entry.Request.Path).ToDictionary(
            static path => path.Key,
            static path => new PathCounts(path.Count(), path.Sum(static entry => entry.Bytes))),
        log.Where(static entry => entry.Request.Range.Length > 0).CountBy(static entry => entry.Request.Range).ToDictionary());
}
