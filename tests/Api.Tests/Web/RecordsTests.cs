using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Web;

/// <summary>Recordings are served where the WebSDK's pages look for them.</summary>
public sealed class RecordsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vod-records-").FullName;

    public RecordsTests()
    {
        Write("outside.mp4");
        Write("records/film.mp4");
        Write("records/film.webm");
        Write("records/notes.txt");
        Write("records/.recording.film.mp4");
        Write("records/folder/film.mp4");
        File.CreateSymbolicLink(Path.Join(_root, "records/link.mp4"), Path.Join(_root, "outside.mp4"));
        File.CreateSymbolicLink(Path.Join(_root, "records/alias.mp4"), Path.Join(_root, "records/film.mp4"));
        File.CreateSymbolicLink(Path.Join(_root, "records/circle.mp4"), Path.Join(_root, "records/circle.mp4"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("film.mp4", "video/mp4")]
    [InlineData("film.webm", "video/webm")]
    [InlineData("alias.mp4", "video/mp4")]
    public async Task A_recording_is_served_with_its_type(string name, string type)
    {
        await using ApiServer server = await StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri($"/client/records/{name}", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("0123456789", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_part_of_it_too()
    {
        await using ApiServer server = await StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/client/records/film.mp4", UriKind.Relative)) { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using HttpResponseMessage response = await http.SendAsync(request, Token);

        Assert.Equal((HttpStatusCode.PartialContent, "bytes 2-4/10"), (response.StatusCode, response.Content.Headers.ContentRange?.ToString()));
        Assert.Equal("234", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("nothing.mp4")]
    [InlineData("notes.txt")]
    [InlineData("")]
    [InlineData("folder/film.mp4")]
    [InlineData("folder%2Ffilm.mp4")]
    [InlineData("..%2Foutside.mp4")]
    [InlineData("%2e%2e/outside.mp4")]
    [InlineData("link.mp4")]
    [InlineData("circle.mp4")]
    [InlineData(".recording.film.mp4")]
    [InlineData("%2Erecording.film.mp4")]
    [InlineData("film.mp4%00")]
    public async Task Nothing_else_is(string name)
    {
        await using ApiServer server = await StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri($"/client/records/{name}", UriKind.Relative), Token);

        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, response.StatusCode.ToString());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_an_empty_one()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.PostConfigure<RecordingSettings>(o => o.Directory = Path.Join(_root, "later")));
        using HttpClient http = server.CreateHttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/client/records/a.mp4", UriKind.Relative), Token)).StatusCode);
        Write("later/a.mp4");

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/client/records/a.mp4", UriKind.Relative), Token)).StatusCode);
    }

    private Task<ApiServer> StartAsync() =>
        ApiServer.StartAsync(configure: services => services.PostConfigure<RecordingSettings>(o => o.Directory = Path.Join(_root, "records")));

    private void Write(string name)
    {
        string path = Path.Join(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes("0123456789"));
    }
}
