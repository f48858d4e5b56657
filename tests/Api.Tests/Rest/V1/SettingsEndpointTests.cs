using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Rest.V1;

public sealed class SettingsEndpointTests
{
    private static readonly Uri Settings = new("/api/v1/settings", UriKind.Relative);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_setting_is_listed_with_its_value_and_source()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.GetAsync(Settings, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        JsonElement list = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(SettingsCatalog.All.Select(s => s.Key), list.EnumerateArray().Select(s => s.GetProperty("key").GetString()));
        Has("""{"key":"Server:HttpPort","value":0,"source":{"kind":"code","name":"MemoryConfigurationProvider"}}""");
        Has("""{"key":"Streams:Loop","value":false,"source":{"kind":"default"}}""");
        Has("""{"key":"Rest:AllowOrigin","value":"*","source":{"kind":"default"}}""");
        Has("""{"key":"WebSocket:AllowedOrigins","value":[],"source":{"kind":"default"}}""");

        void Has(string json)
        {
            using JsonDocument expected = JsonDocument.Parse(json);
            Assert.Single(list.EnumerateArray(), item => JsonElement.DeepEquals(expected.RootElement, item));
        }
    }

    [Fact]
    public async Task It_can_only_be_read()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.PostAsync(Settings, content: null, Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
