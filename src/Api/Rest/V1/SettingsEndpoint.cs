using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Vod.Api.Rest.Documentation;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Rest.V1;

/// <summary>Answers which settings are in effect and where each comes from.</summary>
internal static class SettingsEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = RestDocumentation.Version1 + "/settings";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, List)
        .WithName("settings").WithSummary("Every setting, its value in effect and where it comes from").WithTags(StatDescription.Tag)
        .Produces<EffectiveSetting[]>();

    private static IResult List(HttpContext context, IConfiguration configuration)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(EffectiveSetting.All((IConfigurationRoot)configuration), Json);
    }
}
