using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Rest.Documentation;

namespace Vod.Api.Rest.V1;

/// <summary>The routes of the media files.</summary>
internal static class MediaEndpoint
{
    /// <summary>Where they are.</summary>
    public const string Path = RestDocumentation.Version1 + "/media";

    /// <summary>Adds the services.</summary>
    public static void AddMedia(this IServiceCollection services)
    {
        services.AddSingleton<MediaMethods>();
        services.AddSingleton<MediaOperations>();
    }

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, RestEndpoint endpoint)
    {
        MediaOperations operations = routes.ServiceProvider.GetRequiredService<MediaOperations>();
        Add(routes, "GET", operations.List, (HttpContext context) => endpoint.HandleAsync(context, operations.List));
        Add(routes, "GET", operations.Find(), (HttpContext context, string path) => endpoint.HandleAsync(context, operations.Find(path)));
        Add(routes, "POST", operations.Prepare, (HttpContext context) => endpoint.HandleAsync(context, operations.Prepare));
    }

    /// <summary>Adds one route of version 1.</summary>
    public static void Add(IEndpointRouteBuilder routes, string verb, RestOperation operation, Delegate serve)
    {
        RestRoute route = new(operation, RestDocumentation.Version1, TakesPreference: false);
        routes.MapMethods(route.Path, [verb], serve).WithMetadata([.. RestRouteMetadata.Of(route)]);
    }
}
