using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Rest.V1;

/// <summary>Answers which settings are in effect and where each comes from.</summary>
internal static class SettingsEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/v1/settings";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Answers a request.</summary>
    public static IResult List(HttpContext context, IConfiguration configuration)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(EffectiveSetting.All((IConfigurationRoot)configuration), Json);
    }
}
