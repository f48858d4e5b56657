using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Rest.Documentation;

namespace Vod.Api.Rest.V1;

/// <summary>The routes of the finished recordings.</summary>
internal static class RecordingEndpoint
{
    /// <summary>Where they are.</summary>
    public const string Path = RestDocumentation.Version1 + "/recordings";

    /// <summary>Adds the services.</summary>
    public static void AddRecordings(this IServiceCollection services)
    {
        services.AddSingleton<RecordingMethods>();
        services.AddSingleton<RecordingOperations>();
    }

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, RestEndpoint endpoint)
    {
        RecordingOperations operations = routes.ServiceProvider.GetRequiredService<RecordingOperations>();
        MediaEndpoint.Add(routes, "GET", operations.List, (HttpContext context) => endpoint.HandleAsync(context, operations.List));
        MediaEndpoint.Add(routes, "DELETE", operations.Delete(), (HttpContext context, string name) => endpoint.HandleAsync(context, operations.Delete(name)));
    }
}
