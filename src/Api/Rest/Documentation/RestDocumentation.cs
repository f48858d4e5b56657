using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Vod.Api.Rest.Documentation;

/// <summary>The OpenAPI document, made from the routes themselves, and a page to read it and to try it out.</summary>
internal static class RestDocumentation
{
    /// <summary>Where the document is.</summary>
    public const string Path = RestMiddleware.Path + "/openapi.json";

    /// <summary>The path of what is not from WCS.</summary>
    public const string Version1 = "/api/v1";

    /// <summary>The name the document has within the program.</summary>
    public const string DocumentName = "rest";

    /// <summary>Adds the services.</summary>
    public static void AddRestDocumentation(this IServiceCollection services)
    {
        // The schemas are made from these; requests are read and answers written with the same ones.
        services.ConfigureHttpJsonOptions(static options => RestJson.Configure(options.SerializerOptions));
        services.AddSingleton<DocumentText>();
        services.AddSingleton<OpenApiFile>();
        services.AddOpenApi(DocumentName, static options =>
        {
            options.ShouldInclude = static route =>
                $"/{route.RelativePath}" is { } path && (path.StartsWith(RestMiddleware.Path, StringComparison.Ordinal) || path.StartsWith(Version1, StringComparison.Ordinal));
            options.CreateSchemaReferenceId = static type => IsSimple(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddOperationTransformer<OperationText>();
            options.AddDocumentTransformer<DocumentText>();
        });
    }

    /// <summary>Adds the routes.</summary>
    public static void MapRestDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, static (HttpContext context, OpenApiFile file) => file.ShowAsync(context)).ExcludeFromDescription();
        routes.MapGet(RestMiddleware.Path, static () => TypedResults.Redirect(ReferencePage.Path)).ExcludeFromDescription();
        ReferencePage.Map(routes);
    }

    // What is no object of ours gets no schema of its own.
    private static bool IsSimple(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { } plain && (plain == typeof(JsonElement) || plain == typeof(ReadOnlyMemory<byte>));
}
