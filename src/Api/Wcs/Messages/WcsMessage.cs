using System.Text.Json;

namespace Vod.Api.Wcs.Messages;

/// <summary>An incoming message: <c>{"message": NAME, "data": [ARGUMENT, …]}</c>.</summary>
/// <param name="Name">What the client wants.</param>
/// <param name="Argument">The first element of <c>data</c>; undefined or null when there is none. The SDK never sends a second one.</param>
internal readonly record struct WcsMessage(string Name, JsonElement Argument);
