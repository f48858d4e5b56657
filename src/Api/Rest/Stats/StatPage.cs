using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vod.Api.Streams;
using Vod.Api.Wcs.Connections;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Stats;

/// <summary>
/// <c>/?action=stat</c>: the numbers that monitoring and the console of the WebSDK poll. Streams are those of the cluster, everything else is of this process.
/// </summary>
internal sealed partial class StatPage(
    IVodStreams cluster, WcsConnectionTable connections, ProcessUsage process, RestGates gates, TimeProvider time, ILogger<StatPage> logger)
{
    /// <summary>The value of <c>action</c> that asks for it.</summary>
    public const string Action = "stat";

    private const string Text = "text/plain;charset=UTF-8";

    /// <summary>Whether the statistics are meant, and not the start page.</summary>
    public static bool IsMeant(HttpContext context) => context.Request.Path == "/" && context.Request.Query["action"] == Action;

    /// <summary>Whether the statistics are asked for.</summary>
    public static bool IsAsked(HttpContext context) => HttpMethods.IsGet(context.Request.Method) && IsMeant(context);

    /// <summary>Answers a request: <c>format</c> is <c>json</c>, or it is text; <c>groups</c> are names of groups separated by commas, or all.</summary>
    public async Task ShowAsync(HttpContext context)
    {
        using RateLimitLease turn = await gates.Listings.EnterAsync(context.RequestAborted);
        if (!turn.IsAcquired || await ListAsync() is not { } listing)
        {
            RestAnswer failure = turn.IsAcquired ? RestAnswer.Failure(HttpStatusCode.InternalServerError, "Internal error") : RestAnswer.Busy;
            await RestResponse.WriteAsync(context, failure, time.GetUtcNow());
            return;
        }

        IQueryCollection query = context.Request.Query;
        bool asJson = string.Equals(query["format"], "json", StringComparison.OrdinalIgnoreCase);
        StatGroup[] shown = [.. Wanted(Groups(listing), query["groups"], asJson)];
        await (asJson
            ? RestResponse.WriteAsync(context, HttpStatusCode.OK, AsJson(shown), RestResponse.Json)
            : RestResponse.WriteAsync(context, HttpStatusCode.OK, AsText(shown), Text));
    }

    private static IEnumerable<StatGroup> Wanted(IEnumerable<StatGroup> groups, string? names, bool asJson)
    {
        string[]? wanted = names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return groups.Where(group => (asJson || group.Title is not null) && wanted?.Contains(group.Id, StringComparer.OrdinalIgnoreCase) != false);
    }

    private static byte[] AsJson(StatGroup[] groups) => RestJson.Bytes(groups.ToDictionary(group => group.Id, group => group.Values.ToDictionary()));

    // No line may come before the first heading, nor an empty one at the end: the client makes an entry of each.
    private static byte[] AsText(StatGroup[] groups) => Encoding.UTF8.GetBytes(string.Join('\n', groups.SelectMany(Lines)));

    private static IEnumerable<string> Lines(StatGroup group) => group.Values
        .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key}={value.Value}"))
        .Prepend($"-----{group.Title}-----");

    private async Task<StreamListing?> ListAsync()
    {
        try
        {
            return await cluster.Directory.List();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
            return null;
        }
    }

    private IEnumerable<StatGroup> Groups(StreamListing listing)
    {
        int open = connections.Count;
        yield return new("connections_stats", "Connection Stats", [new("connections", open), new("connections_rtmfp", 0), new("connections_websocket", open)]);
        yield return new("streams_stats", "Stream Stats", StatStreams.Values(listing));
        yield return new("vod_stats", "VOD Stats", StatStreams.VodValues(listing));
        yield return new("core_stats", "Core Stats", [new("core_threads", ProcessUsage.Threads())]);
        MachineMemory memory = MachineMemory.Read();
        yield return new(
            "system_stats",
            "System Stats",
            [
                new("system_memory_total", memory.Total),
                new("system_memory_free", memory.Free),
                new("system_java_cpu_usage", process.ProcessorPercent()),
            ]);
        yield return new("transcoding_stats", null, [new("transcoding_video_full_info", StatStreams.Distributors(listing))]);
    }

    [LoggerMessage(EventId = 403, Level = LogLevel.Error, Message = "The statistics lack the streams")]
    private partial void LogFailed(Exception exception);
}
