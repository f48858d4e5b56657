using System.Net;

namespace Vod.Api.Rest;

/// <summary>What a method of the REST API answers, before it is put into HTTP. A job of version 3 keeps it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body; empty for the methods that only do something, and for failures.</param>
/// <param name="Message">Why it failed; becomes the message of the error object.</param>
internal sealed record RestAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Json, string? Message)
{
    /// <summary>It is done, and there is nothing to say about it.</summary>
    public static readonly RestAnswer Done = new(HttpStatusCode.OK, default, null);

    /// <summary>More is asked for at the same time than the limits allow; worth another try.</summary>
    public static readonly RestAnswer Busy = Failure(HttpStatusCode.ServiceUnavailable, "Too many requests at the same time");

    /// <summary>Whether it went well.</summary>
    public bool IsSuccess => Message is null;

    /// <summary>Items of a list that did not fit.</summary>
    public int LeftOff { get; private init; }

    /// <summary>An object.</summary>
    public static RestAnswer Of<T>(T body) => new(HttpStatusCode.OK, RestJson.Bytes(body), null);

    /// <summary>A list; an empty one is a failure, as clients expect.</summary>
    public static RestAnswer OfList<T>(IReadOnlyList<T> items, string nothing) => items.Count == 0
        ? NotFound(nothing)
        : Of(items.Take(RestLimits.MaxItems).ToArray()) with { LeftOff = Math.Max(0, items.Count - RestLimits.MaxItems) };

    /// <summary>A list that was cut to <see cref="RestLimits.MaxItems"/> where it was made, and may be empty.</summary>
    /// <param name="items">The items.</param>
    /// <param name="leftOff">Items that did not fit.</param>
    public static RestAnswer OfItems<T>(IReadOnlyList<T> items, int leftOff) => Of(items) with { LeftOff = leftOff };

    /// <summary>The request makes no sense.</summary>
    public static RestAnswer BadRequest(string message) => Failure(HttpStatusCode.BadRequest, message);

    /// <summary>Nothing matches.</summary>
    public static RestAnswer NotFound(string message) => Failure(HttpStatusCode.NotFound, message);

    /// <summary>A failure of another kind.</summary>
    public static RestAnswer Failure(HttpStatusCode status, string message) => new(status, default, message);
}
