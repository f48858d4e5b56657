using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Vod.Api.Rest.Documentation;

/// <summary>The OpenAPI document as it is served. Routes do not change while the server runs, and making it takes a tenth of a second, so it is made once.</summary>
internal sealed class OpenApiFile
{
    private readonly Lazy<Task<byte[]>> _bytes;

    /// <summary>Nothing is made before somebody asks.</summary>
    public OpenApiFile([FromKeyedServices(RestDocumentation.DocumentName)] IOpenApiDocumentProvider provider) => _bytes = new(() => WriteAsync(provider));

    /// <summary>Answers a request.</summary>
    public async Task ShowAsync(HttpContext context) => await RestResponse.WriteAsync(context, HttpStatusCode.OK, await _bytes.Value, RestResponse.Json);

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        OpenApiDocument document = await provider.GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }
}
