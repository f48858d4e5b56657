using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Vod.Api.Rest.Jobs;

namespace Vod.Api.Rest.Documentation;

/// <summary>What the route of a method carries for the OpenAPI document.</summary>
internal static class RestRouteMetadata
{
    private const string Json = "application/json";

    // Of all methods; what one of them has to say in particular comes before these.
    private static readonly Dictionary<HttpStatusCode, string> Common = new()
    {
        [HttpStatusCode.BadRequest] = "The body is not a JSON object, or something in it is missing, malformed or of the wrong type",
        [HttpStatusCode.RequestEntityTooLarge] = $"The body is larger than {RestLimits.MaxBodyBytes} bytes",
        [HttpStatusCode.UnsupportedMediaType] = "There is a body, and its content type is not `application/json`",
        [HttpStatusCode.InternalServerError] = "Internal error; the log of the server has the details",
        [HttpStatusCode.ServiceUnavailable] = "Too much is asked for at the same time; worth another try",
    };

    /// <summary>The metadata of a route.</summary>
    public static IEnumerable<object> Of(RestRoute route)
    {
        RestOperation operation = route.Operation;
        yield return route;
        yield return new Heading(operation.Summary, TagOf(route));
        yield return operation.Answer is { } answer
            ? new ProducesResponseTypeMetadata(StatusCodes.Status200OK, answer, [Json]) { Description = "Done" }
            : new ProducesResponseTypeMetadata(StatusCodes.Status200OK) { Description = "Done; the body is empty" };
        if (operation.Accepted is { } accepted)
        {
            yield return new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, operation.Answer, [Json]) { Description = accepted };
        }

        if (route.TakesPreference)
        {
            yield return new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(JobItem), [Json])
            {
                Description = "Not done within the time that the header `Prefer` allows to wait; the job goes on",
            };
        }

        foreach ((HttpStatusCode status, string meaning) in operation.Failures.Concat(Common.ExceptBy(operation.Failures.Keys, failure => failure.Key)).OrderBy(f => f.Key))
        {
            yield return new ProducesResponseTypeMetadata((int)status, typeof(RestError), [Json]) { Description = meaning };
        }

        if (operation.Request is { } request)
        {
            yield return new AcceptsMetadata([Json], request, isOptional: false);
        }
    }

    /// <summary>The group a route is shown in.</summary>
    public static string TagOf(RestRoute route) => route.Prefix == RestApi.Version3 ? $"v3/{route.Operation.Group}" : route.Operation.Group;

    private sealed record Heading(string Summary, string Tag) : IEndpointSummaryMetadata, ITagsMetadata
    {
        public IReadOnlyList<string> Tags => [Tag];
    }
}
