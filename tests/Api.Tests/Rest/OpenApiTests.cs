using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest;

/// <summary>The OpenAPI document says what the server does, all of it and no more. That answers match it is looked at by every test that calls the API.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_route_is_in_the_document_and_every_path_of_it_is_a_route()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        JsonElement document = await DocumentAsync(server);
        string[] documented =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               where path.Name != "/"
               from operation in path.Value.EnumerateObject()
               select $"{operation.Name.ToUpperInvariant()} {path.Name}",
        ];
        string[] routed =
        [
            .. from endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{**", "{", StringComparison.Ordinal)
               where path.StartsWith("/rest-api", StringComparison.Ordinal) || path.StartsWith("/api/", StringComparison.Ordinal)
               // The document itself and the page that shows it.
               where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true }
               from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
               select $"{method} {path}",
        ];
        Assert.Equal(routed.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
        Assert.True(routed.Length > 30);
    }

    [Fact]
    public async Task Every_operation_is_described_with_examples_that_match_their_schemas()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        JsonElement document = await DocumentAsync(server);
        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        HashSet<string> ids = [];
        HashSet<string> tags = [.. document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!)];
        foreach ((string name, JsonElement operation) in Operations(document))
        {
            Assert.True(ids.Add(operation.GetProperty("operationId").GetString()!), name);
            Assert.False(string.IsNullOrWhiteSpace(operation.GetProperty("summary").GetString()), name);
            Assert.Contains(Assert.Single(operation.GetProperty("tags").EnumerateArray()).GetString()!, tags);
            bool isSettings = name == "get /api/v1/settings";
            if (operation.TryGetProperty("requestBody", out JsonElement body))
            {
                CheckExample(document, name, body.GetProperty("content").GetProperty("application/json"));
            }

            foreach (JsonProperty response in operation.GetProperty("responses").EnumerateObject())
            {
                Assert.True(response.Value.GetProperty("description").GetString()!.Length >= 2, $"{name} {response.Name}");
                if (!isSettings && name != "get /" && response.Value.TryGetProperty("content", out JsonElement contents))
                {
                    CheckExample(document, $"{name} {response.Name}", contents.GetProperty("application/json"));
                }
            }
        }
    }

    [Fact]
    public async Task Every_property_of_every_schema_is_explained()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        JsonElement document = await DocumentAsync(server);
        string[] unexplained =
        [
            .. from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
               where schema.Value.TryGetProperty("properties", out _)
               from property in schema.Value.GetProperty("properties").EnumerateObject()
               where !property.Value.GetRawText().Contains("\"description\"", StringComparison.Ordinal)
               select $"{schema.Name}.{property.Name}",
        ];
        Assert.Empty(unexplained);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""", null)]
    [InlineData("""{"a":1.5}""", """{"type":"object","properties":{"a":{"type":"integer"}}}""", "$.a is no integer")]
    [InlineData("{}", """{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""", "$ has no a")]
    [InlineData("""{"b":1}""", """{"properties":{"a":{"type":"integer"}}}""", "$.b is not documented")]
    [InlineData("[null,5]", """{"type":"array","items":{"type":["null","string"]}}""", "$[1] is no [\"null\",\"string\"]")]
    [InlineData("\"c\"", """{"enum":["a","b"]}""", "$ is none of [\"a\",\"b\"]")]
    [InlineData("5", """{"oneOf":[{"type":"null"},{"type":"string"}]}""", "$ is not exactly one of its kinds")]
    [InlineData("5", """{"minimum":1}""", "$: the keyword minimum is not known to the tests")]
    public void A_value_is_compared_with_its_schema(string value, string schema, string? problem) =>
        Assert.Equal(problem, JsonSchema.Problems(default, JsonElement.Parse(schema), JsonElement.Parse(value)).SingleOrDefault());

    [Fact]
    public async Task The_settings_match_too()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        Assert.NotEmpty((await rest.GetAsync("/api/v1/settings")).Json!.Value.EnumerateArray());
    }

    [Theory]
    [InlineData("/rest-api")]
    [InlineData("/rest-api/")]
    public async Task A_page_shows_the_document_and_may_load_nothing_from_elsewhere(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage page = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        string html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.StartsWith("default-src 'none'; script-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("rest-api/openapi.json", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
    }

    private static void CheckExample(JsonElement document, string name, JsonElement content)
    {
        Assert.True(content.TryGetProperty("example", out JsonElement example), $"{name} has no example");
        string[] problems = [.. JsonSchema.Problems(document, content.GetProperty("schema"), example)];
        Assert.True(problems.Length == 0, $"{name}: {string.Join("; ", problems)}");
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);

    private static async Task<JsonElement> DocumentAsync(ApiServer server)
    {
        using HttpClient http = server.CreateHttpClient();
        return (await OpenApiContract.LoadAsync(http)).Document;
    }
}
