namespace Vod.Api.Rest;

/// <summary>A method of the API under one of its paths.</summary>
/// <param name="Operation">The method.</param>
/// <param name="Prefix">The path all methods of this version are below.</param>
/// <param name="TakesPreference">Whether the header <c>Prefer</c> makes a job of it.</param>
internal sealed record RestRoute(RestOperation Operation, string Prefix, bool TakesPreference)
{
    /// <summary>The path.</summary>
    public string Path => $"{Prefix}/{Operation.Name}";
}
