using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Web;

/// <summary>Serves the WebSDK under <c>/client2</c>, where Flashphoner's own server has it, or says how to get it.</summary>
internal static partial class WebSdkMiddleware
{
    /// <summary>The path that all links of the SDK's pages assume.</summary>
    public const string Path = "/client2";

    /// <summary>Adds the files to the pipeline.</summary>
    public static void UseWebSdk(this IApplicationBuilder app)
    {
        string folder = app.ApplicationServices.GetRequiredService<IOptions<WebOptions>>().Value.WebSdkPath;
        if (Directory.Exists(folder))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new WebSdkFiles(folder),
                RequestPath = Path,
                OnPrepareResponse = response => response.Context.Response.Headers.XContentTypeOptions = "nosniff",
            });
        }
        else
        {
            LogMissing(app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WebSdkMiddleware).FullName!), folder);
            app.Map(Path, static missing => missing.Run(ExplainAsync));
        }
    }

    private static async Task ExplainAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            "The WebSDK is not installed: run 'npm ci' where the server starts, or set Web:WebSdkPath to the folder of the package.\n",
            context.RequestAborted);
    }

    [LoggerMessage(
        EventId = 201,
        Level = LogLevel.Warning,
        Message = "No WebSDK in {Folder}, so there is no Player page: run 'npm ci', or set Web:WebSdkPath to the folder of the npm package @flashphoner/websdk")]
    private static partial void LogMissing(ILogger logger, string folder);
}
