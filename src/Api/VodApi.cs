using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vod.Api.Pushes;
using Vod.Api.Rest;
using Vod.Api.Streams;
using Vod.Api.Wcs;
using Vod.Api.Wcs.Connections;
using Vod.Api.Web;
using Vod.Api.Whep;
using Vod.ServiceDefaults.Admin;

namespace Vod.Api;

/// <summary>The API in a host of its own or inside a silo: a WebSocket port that speaks WCS and an HTTP port with pages and health checks.</summary>
public static class VodApi
{
    /// <summary>Tag of the health checks that decide over <c>/health/ready</c>.</summary>
    public const string ReadyTag = AdminEndpoints.ReadyTag;

    /// <summary>Adds the services of the API. The host adds Orleans (silo or client) and the settings.</summary>
    public static WebApplicationBuilder AddVodApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IVodStreams, OrleansStreams>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, VodListeners>();
        services.AddSingleton<PushTargets>();
        services.AddSingleton<WcsMetrics>();
        services.AddSingleton<WcsEndpoint>();
        services.AddSingleton<WcsConnectionTable>();
        services.AddSingleton<WhepMetrics>();
        services.AddSingleton<WhepSessions>();
        services.AddHostedService(static provider => provider.GetRequiredService<WhepSessions>());
        services.AddSingleton<WhepOrigins>();
        services.AddSingleton<WhepEndpoint>();
        services.AddSingleton<StartPage>();
        services.AddSingleton<WhepPlayerPage>();
        services.AddRestApi();
        services.AddHostedService<VodAnnouncement>();
        services.AddHealthChecks();
        return builder;
    }

    /// <summary>Adds the endpoints of the API.</summary>
    public static void MapVodApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapWhen(static context => context.Features.Get<WcsListener>() is not null, UseWcs);
        app.UseWebSdk();
        app.UseRecords();
        app.UseRestApi();
        app.MapGet("/", static (HttpContext context, StartPage page) => page.Show(context));
        app.MapRestApi();
        app.MapGet("/whep-player/", static (HttpContext context, WhepPlayerPage page) => page.Show(context));
        app.Map($"{WhepTarget.Prefix}{{**target}}", static (HttpContext context, WhepEndpoint whep) => whep.HandleAsync(context));
        app.Map($"{WhepTarget.PublishPrefix}{{**target}}", static (HttpContext context, WhepEndpoint whip) => whip.HandleAsync(context));
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(ReadyTag) });
    }

    private static void UseWcs(IApplicationBuilder app)
    {
        // The protocol has pings of its own, which also reach a page whose browser still answers for it.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.Run(app.ApplicationServices.GetRequiredService<WcsEndpoint>().HandleAsync);
    }
}
