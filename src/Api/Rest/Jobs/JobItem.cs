using System.Text.Json;

namespace Vod.Api.Rest.Jobs;

/// <summary>A job as callers see it.</summary>
internal sealed record JobItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>PENDING</c>, <c>RUNNING</c>, <c>DONE</c>, <c>FAILED</c> or <c>CANCELLED</c>.</summary>
    public required string State { get; init; }

    /// <summary>The path that was asked.</summary>
    public required string Path { get; init; }

    /// <summary>When it was asked for, in milliseconds since 1970.</summary>
    public required long CreateDate { get; init; }

    /// <summary>When it was over, in milliseconds since 1970.</summary>
    public long? EndDate { get; init; }

    /// <summary>The HTTP status the method would have been answered with.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the answer, if it has one; not in the list of all jobs.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>The error object of a job that failed or was cancelled.</summary>
    public RestError? Error { get; init; }

    /// <summary>Describes a job, without its result.</summary>
    public static JobItem Of(Job job) => new()
    {
        Id = job.Id,
        State = job.State.ToString().ToUpperInvariant(),
        Path = job.Path,
        CreateDate = job.Created.ToUnixTimeMilliseconds(),
        EndDate = job.Ended?.ToUnixTimeMilliseconds(),
        Status = (int?)job.Answer?.Status,
        Error = job.Answer is { IsSuccess: false } failed ? RestError.Of(failed.Status, failed.Message!, job.Path, job.Ended!.Value) : null,
    };
}
