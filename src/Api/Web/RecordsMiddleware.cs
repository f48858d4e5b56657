using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Web;

/// <summary>Serves recordings where the pages of the WebSDK look for them, whole or in ranges.</summary>
internal static class RecordsMiddleware
{
    /// <summary>The path that the WebSDK's Stream Recording page makes its link of.</summary>
    public const string Path = "/client/records";

    /// <summary>Adds the files to the pipeline.</summary>
    public static void UseRecords(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new RecordFiles(app.ApplicationServices.GetRequiredService<IOptions<RecordingSettings>>().Value.Directory),
        RequestPath = Path,
        ContentTypeProvider = new RecordTypes(),
        OnPrepareResponse = static response => response.Context.Response.Headers.XContentTypeOptions = "nosniff",
    });

    private sealed class RecordTypes : IContentTypeProvider
    {
        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType)
        {
            contentType = RecordFiles.TypeOf(subpath);
            return contentType is not null;
        }
    }
}
