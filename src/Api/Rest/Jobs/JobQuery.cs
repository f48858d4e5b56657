namespace Vod.Api.Rest.Jobs;

/// <summary>A job.</summary>
internal sealed record JobQuery
{
    /// <summary>Its id.</summary>
    public string? Id { get; init; }
}
