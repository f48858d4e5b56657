namespace Vod.Api.Rest;

/// <summary>A method with its parameters: ready to run, or refused because of them.</summary>
/// <param name="Run">Does it; never throws.</param>
/// <param name="Refusal">Why it is not to be run; null when it is.</param>
internal readonly record struct RestCall(Func<Task<RestAnswer>>? Run, RestAnswer? Refusal);
