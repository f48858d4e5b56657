using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Rest;

public sealed class CorsTests
{
    private const string Prefix = "Access-Control-";

    [Theory]
    [InlineData("POST", "/rest-api/vod/find", HttpStatusCode.NotFound)]
    [InlineData("POST", "/rest-api/vod/terminate", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/rest-api/vod/find_all", HttpStatusCode.NotFound)]
    [InlineData("GET", "/rest-api/vod/find", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/rest-api/no/such/method", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/rest-api", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/rest-api/v3/jobs/find", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/rest-api/openapi.json", HttpStatusCode.OK)]
    [InlineData("GET", "/?action=stat", HttpStatusCode.OK)]
    [InlineData("POST", "/?action=stat", HttpStatusCode.MethodNotAllowed)]
    public async Task Every_answer_has_the_origin_and_every_failure_the_error_object(string method, string path, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.SendAsync(new HttpMethod(method), path, content: null);
        Assert.Equal(["Access-Control-Allow-Origin: *"], Cors(reply));
        Assert.Equal(status, reply.Status);
        if (status != HttpStatusCode.OK)
        {
            reply.IsFailure(status);
        }
    }

    [Theory]
    [InlineData("/rest-api/vod/startup")]
    [InlineData("/rest-api/v3/vod/startup")]
    [InlineData("/rest-api/no/such/method")]
    [InlineData("/?action=stat")]
    public async Task A_preflight_is_answered_with_the_three_headers(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.SendAsync(HttpMethod.Options, path, content: null);
        reply.IsEmpty();
        Assert.Equal(
            ["Access-Control-Allow-Headers: content-type,x-requested-with", "Access-Control-Allow-Methods: POST", "Access-Control-Allow-Origin: *"], Cors(reply));
    }

    [Fact]
    public async Task The_settings_are_headers_word_for_word_and_an_empty_one_is_left_out()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<RestOptions>(options =>
        {
            options.AllowOrigin = "https://a.example";
            options.AllowHeaders = "";
            options.AllowMethods = "POST, GET";
        }));
        using RestCaller rest = new(server);
        Assert.Equal(
            ["Access-Control-Allow-Methods: POST, GET", "Access-Control-Allow-Origin: https://a.example"],
            Cors(await rest.SendAsync(HttpMethod.Options, "/rest-api/vod/find", content: null)));
        Assert.Equal(["Access-Control-Allow-Origin: https://a.example"], Cors(await rest.PostAsync("/rest-api/vod/find", "{")));
    }

    [Fact]
    public async Task Headers_of_the_operator_replace_the_three_on_every_answer()
    {
        string[] headers = ["Access-Control-Allow-Origin: https://a.example:8443", "Access-Control-Allow-Credentials:true", "Access-Control-Max-Age: 600"];
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<RestOptions>(options =>
            headers.ToList().ForEach(options.AccessControlHeaders.Add)));
        using RestCaller rest = new(server);
        string[] expected = ["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Origin: https://a.example:8443", "Access-Control-Max-Age: 600"];
        Assert.Equal(expected, Cors(await rest.SendAsync(HttpMethod.Options, "/rest-api/vod/find", content: null)));
        Assert.Equal(expected, Cors(await rest.GetAsync("/rest-api/vod/find_all")));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/v1/settings")]
    [InlineData("/rest-apix")]
    public async Task What_is_no_part_of_the_API_has_no_such_headers(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        Assert.Empty(Cors(await rest.GetAsync(path)));
    }

    private static string[] Cors(RestReply reply) =>
        [.. reply.Headers.Where(header => header.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];
}
