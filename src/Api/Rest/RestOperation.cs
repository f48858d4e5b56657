using System.Net;

namespace Vod.Api.Rest;

/// <summary>
/// A method of the REST API: what is done, and everything the documentation says about it. Routes and the OpenAPI document are made from the same list of these.
/// </summary>
internal abstract class RestOperation
{
    /// <summary>Group and name, such as <c>vod/startup</c>; the path is a prefix such as <c>/rest-api/</c> and this.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>How many of it, and of its like, run at a time.</summary>
    public required RestGate Gate { get; init; }

    /// <summary>What stands in the body of a success; null when it is empty.</summary>
    public Type? Answer { get; init; }

    /// <summary>What it answers besides success, and when; the answers all methods share are not listed.</summary>
    public IReadOnlyDictionary<HttpStatusCode, string> Failures { get; init; } = new Dictionary<HttpStatusCode, string>();

    /// <summary>When a success is 202 instead of 200, with the same body; null: never.</summary>
    public string? Accepted { get; init; }

    /// <summary>A body that makes sense.</summary>
    public string? RequestExample { get; init; }

    /// <summary>What comes back for it.</summary>
    public string? AnswerExample { get; init; }

    /// <summary>Whether GET without a body does the same, as the JavaScript client of WCS wants it of every <c>find_all</c>.</summary>
    public bool AlsoGet { get; init; }

    /// <summary>The status for a parameter of the wrong type; WCS documents another one for a single method.</summary>
    public HttpStatusCode BadParameter { get; init; } = HttpStatusCode.BadRequest;

    /// <summary>The group, such as <c>vod</c>.</summary>
    public string Group => Name.Split('/')[0];

    /// <summary>What stands in the body of a request.</summary>
    public abstract Type? Request { get; }

    /// <summary>Reads the parameters.</summary>
    public abstract RestCall Bind(ReadOnlyMemory<byte> body);
}
