using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vod.Api.Rest.Jobs;

namespace Vod.Api.Rest.Documentation;

/// <summary>Adds to a method of the OpenAPI document what its route cannot say: an id, examples, the header <c>Prefer</c>.</summary>
internal sealed class OperationText : IOpenApiOperationTransformer
{
    private static readonly DateTimeOffset ExampleTime = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RestRoute>().FirstOrDefault() is { } route)
        {
            bool isGet = context.Description.HttpMethod == HttpMethod.Get.Method;
            operation.OperationId = IdOf(route, isGet);
            AddDescriptions(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>());
            AddExamples(operation, route);
            if (route.TakesPreference)
            {
                AddPreference(operation);
            }

            if (isGet)
            {
                RemoveBody(operation);
            }
        }

        return Task.CompletedTask;
    }

    private static string IdOf(RestRoute route, bool isGet)
    {
        string prefix = route.Path.StartsWith(RestMiddleware.Path, StringComparison.Ordinal) ? RestMiddleware.Path : RestDocumentation.Version1;
        string name = route.Path[(prefix.Length + 1)..].Replace('/', '_').Replace("{**path}", "path", StringComparison.Ordinal);
        return isGet ? $"{name}_get" : name;
    }

    private static void AddDescriptions(OpenApiOperation operation, IEnumerable<IProducesResponseTypeMetadata> answers)
    {
        foreach (IProducesResponseTypeMetadata answer in answers)
        {
            if (operation.Responses?[answer.StatusCode.ToString(CultureInfo.InvariantCulture)] is { } response)
            {
                response.Description = answer.Description;
            }
        }
    }

    private static void AddExamples(OpenApiOperation operation, RestRoute route)
    {
        Set(operation.RequestBody?.Content, route.Operation.RequestExample);
        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            HttpStatusCode code = (HttpStatusCode)int.Parse(status, CultureInfo.InvariantCulture);
            Set(response.Content, code switch
            {
                HttpStatusCode.OK => route.Operation.AnswerExample,
                HttpStatusCode.Accepted when route.Operation.Accepted is not null => route.Operation.AnswerExample,
                HttpStatusCode.Accepted => JobExample(route),
                _ => ErrorExample(code, route),
            });
        }
    }

    private static void Set(IDictionary<string, OpenApiMediaType>? contents, string? example)
    {
        foreach (OpenApiMediaType content in contents?.Values ?? [])
        {
            content.Example = example is null ? null : JsonNode.Parse(example);
        }
    }

    private static string JobExample(RestRoute route) => JsonSerializer.Serialize(
        new JobItem { Id = JobOperations.ExampleId, State = "RUNNING", Path = route.Path, CreateDate = ExampleTime.ToUnixTimeMilliseconds() }, RestJson.Options);

    private static string ErrorExample(HttpStatusCode status, RestRoute route)
    {
        string message = status == HttpStatusCode.NotFound ? "Nothing found" : "What went wrong";
        return JsonSerializer.Serialize(RestError.Of(status, message, route.Path, ExampleTime), RestJson.Options);
    }

    private static void AddPreference(OpenApiOperation operation) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = "Prefer",
        In = ParameterLocation.Header,
        Description = "`respond-async` (RFC 7240): when it takes longer than `wait` seconds, the answer is 202 with a job; the job is cancelled after `timeout` seconds",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create("respond-async, wait=2, timeout=30"),
    });

    // The route is the same for both verbs, and says what may be wrong with a body.
    private static void RemoveBody(OpenApiOperation operation)
    {
        operation.RequestBody = null;
        foreach (HttpStatusCode status in (ReadOnlySpan<HttpStatusCode>)
            [HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType])
        {
            operation.Responses?.Remove(((int)status).ToString(CultureInfo.InvariantCulture));
        }
    }
}
