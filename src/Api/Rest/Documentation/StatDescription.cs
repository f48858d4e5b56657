using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vod.Api.Rest.Stats;

namespace Vod.Api.Rest.Documentation;

/// <summary>The statistics in the OpenAPI document.</summary>
internal static class StatDescription
{
    /// <summary>The group they are shown in.</summary>
    public const string Tag = "server";

    /// <summary>The path <c>/</c> with its parameters.</summary>
    public static OpenApiPathItem Path(OpenApiDocument document) => new()
    {
        Operations = new()
        {
            [HttpMethod.Get] = new OpenApiOperation
            {
                OperationId = "stat",
                Summary = "Statistics: lines of name=value in groups, or JSON",
                Tags = new HashSet<OpenApiTagReference> { new(Tag) },
                Parameters =
                [
                    Parameter("action", "`stat`; without it this is the start page", StatPage.Action),
                    Parameter("format", "`json`, or text", "json"),
                    Parameter("groups", "Names of groups, separated by commas; all when absent", "core_stats,system_stats"),
                ],
                Responses = new()
                {
                    ["200"] = Answer("Done", new()
                    {
                        ["text/plain"] = new() { Schema = Type(JsonSchemaType.String), Example = "-----Core Stats-----\ncore_threads=42" },
                        ["application/json"] = new() { Schema = Groups(), Example = JsonNode.Parse("""{"core_stats":{"core_threads":42}}""") },
                        ["text/html"] = new() { Schema = Type(JsonSchemaType.String) },
                    }),
                    ["500"] = Failure("Internal error; the log of the server has the details", document),
                    ["503"] = Failure("Too much is asked for at the same time; worth another try", document),
                },
            },
        },
    };

    private static OpenApiParameter Parameter(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = Type(JsonSchemaType.String),
        Example = JsonValue.Create(example),
    };

    private static OpenApiResponse Answer(string description, Dictionary<string, OpenApiMediaType> content) => new() { Description = description, Content = content };

    private static OpenApiResponse Failure(string description, OpenApiDocument document) =>
        Answer(description, new() { ["application/json"] = new() { Schema = new OpenApiSchemaReference(nameof(RestError), document) } });

    private static OpenApiSchema Groups() =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Object } };

    private static OpenApiSchema Type(JsonSchemaType type) => new() { Type = type };
}
