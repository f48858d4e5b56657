namespace Vod.Storage.Weather;

/// <summary>How an answer breaks off.</summary>
public enum Breakage
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The connection is closed in good order: a body is shorter than its Content-Length.</summary>
    Close,

    /// <summary>The connection is reset (RST, RFC 9293 section 3.5.2).</summary>
    Reset,
}
