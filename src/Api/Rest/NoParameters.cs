namespace Vod.Api.Rest;

/// <summary>The parameters of a method that has none; whatever is sent is ignored if it is a JSON object.</summary>
internal sealed record NoParameters;
