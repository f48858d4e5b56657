using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Rest.Connections;
using Vod.Api.Rest.Documentation;
using Vod.Api.Rest.Jobs;
using Vod.Api.Rest.Pushes;
using Vod.Api.Rest.Recorders;
using Vod.Api.Rest.Stats;
using Vod.Api.Rest.Streams;
using Vod.Api.Rest.V1;
using Vod.Api.Rest.VodStreams;

namespace Vod.Api.Rest;

/// <summary>The REST API of WCS: version 2 under <c>/rest-api</c>, the same methods and their jobs under <c>/rest-api/v3</c>, the statistics at the root.</summary>
internal static class RestApi
{
    /// <summary>Path of version 3.</summary>
    public const string Version3 = RestMiddleware.Path + "/v3";

    /// <summary>Adds the services.</summary>
    public static void AddRestApi(this IServiceCollection services)
    {
        services.AddSingleton<RestGates>();
        services.AddSingleton<RestCors>();
        services.AddSingleton<RestEndpoint>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<StatPage>();
        services.AddSingleton<ProcessUsage>();
        services.AddSingleton<VodMethods>();
        services.AddSingleton<StreamListings>();
        services.AddSingleton<StreamMethods>();
        services.AddSingleton<SnapshotMethod>();
        services.AddSingleton<SendEventMethod>();
        services.AddSingleton<RecorderMethods>();
        services.AddSingleton<PushMethods>();
        services.AddSingleton<ConnectionMethods>();
        services.AddSingleton<JobMethods>();
        services.AddSingleton<JobOperations>();
        services.AddSingleton<IRestOperations, VodOperations>();
        services.AddSingleton<IRestOperations, StreamOperations>();
        services.AddSingleton<IRestOperations, RecorderOperations>();
        services.AddSingleton<IRestOperations, PushOperations>();
        services.AddSingleton<IRestOperations, ConnectionOperations>();
        services.AddMedia();
        services.AddRecordings();
        services.AddRestDocumentation();
    }

    /// <summary>Adds what all answers have, and the statistics, to the pipeline.</summary>
    public static void UseRestApi(this IApplicationBuilder app) => app.UseWhen(RestMiddleware.Concerns, static rest =>
    {
        rest.UseMiddleware<RestMiddleware>();
        rest.MapWhen(StatPage.IsAsked, static stat => stat.Run(stat.ApplicationServices.GetRequiredService<StatPage>().ShowAsync));
    });

    /// <summary>Adds the routes.</summary>
    public static void MapRestApi(this IEndpointRouteBuilder routes)
    {
        RestEndpoint endpoint = routes.ServiceProvider.GetRequiredService<RestEndpoint>();
        foreach (RestOperation operation in routes.ServiceProvider.GetServices<IRestOperations>().SelectMany(group => group.All))
        {
            Map(routes, new RestRoute(operation, RestMiddleware.Path, TakesPreference: false), context => endpoint.HandleAsync(context, operation));
            Map(routes, new RestRoute(operation, Version3, TakesPreference: true), context => endpoint.HandleAsJobAsync(context, operation));
        }

        foreach (RestOperation operation in routes.ServiceProvider.GetRequiredService<JobOperations>().All)
        {
            Map(routes, new RestRoute(operation, Version3, TakesPreference: false), context => endpoint.HandleAsync(context, operation));
        }

        MediaEndpoint.Map(routes, endpoint);
        RecordingEndpoint.Map(routes, endpoint);
        SettingsEndpoint.Map(routes);
        routes.MapRestDocumentation();
    }

    // As a handler and not as a bare delegate: only those are described.
    private static void Map(IEndpointRouteBuilder routes, RestRoute route, RequestDelegate serve) =>
        routes.MapMethods(route.Path, route.Operation.AlsoGet ? ["POST", "GET"] : ["POST"], (Delegate)serve).WithMetadata([.. RestRouteMetadata.Of(route)]);
}
