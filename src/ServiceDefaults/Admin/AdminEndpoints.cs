using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Admin;

/// <summary>What the admin port answers: metrics and health. It answers nothing else, and no other port answers what it does.</summary>
public static class AdminEndpoints
{
    /// <summary>Tag of the health checks that decide over <c>/health/ready</c>.</summary>
    public const string ReadyTag = "ready";

    private const string MetricsPath = "/metrics";

    /// <summary>Adds the listener. Call it after the listeners of the program have been added: theirs come first in the list of addresses.</summary>
    internal static void AddAdminPort(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, AdminListenerSetup>();
        services.AddHealthChecks();
    }

    /// <summary>Sends the requests of the admin port on a way of their own. Call it before the program adds its endpoints.</summary>
    /// <param name="app">The application.</param>
    internal static void UseAdminPort(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<AdminOptions>>().Value.IsOn)
        {
            app.MapWhen(static context => context.Features.Get<AdminListener>() is not null, AnswerAdmin);
        }
    }

    private static void AnswerAdmin(IApplicationBuilder admin)
    {
        admin.Use(static (context, next) =>
        {
            LeaveUnobserved(context);
            return next(context);
        });
        admin.UseHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        admin.UseHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(ReadyTag) });
        admin.UseOpenTelemetryPrometheusScrapingEndpoint(MetricsPath);

        // Not left to the end of the pipeline: routing has looked at the path before and may have found an endpoint of the public port.
        admin.Run(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    // A monitoring that asks every few seconds would be most of what it sees.
    private static void LeaveUnobserved(HttpContext context)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
