using System.Text.Json;

namespace Vod.Api.Wcs.Handlers;

/// <summary>What a message of the client does. Handlers have no state of their own; it is all in the session.</summary>
internal interface IWcsHandler
{
    /// <summary>Name of the message.</summary>
    string Message { get; }

    /// <summary>Acts on a message.</summary>
    /// <param name="session">The session it came from.</param>
    /// <param name="argument">Its argument, of any type.</param>
    void Handle(WcsSession session, JsonElement argument);
}
