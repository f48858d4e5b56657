using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Rest.V1;

public sealed class RecordingsTests : IDisposable
{
    private const string Recordings = "/api/v1/recordings";

    private readonly string _folder = Directory.CreateTempSubdirectory("vod-recordings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_finished_is_listed_and_nothing_else()
    {
        Write("b c.webm", "12");
        Write("a.mp4", "123");
        Write(".recording.d.mp4", "1");
        Write("notes.txt", "1");
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);

        (await rest.GetAsync(Recordings)).Is("""
            [{"name":"a.mp4","uri":"vod://a.mp4","link":"/client/records/a.mp4","size":3,"modifyDate":1760000000000},
             {"name":"b c.webm","uri":"vod://b c.webm","link":"/client/records/b%20c.webm","size":2,"modifyDate":1760000000000}]
            """);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_has_none_and_what_is_no_folder_is_said()
    {
        await using ApiServer none = await StartAsync(Path.Join(_folder, "later"));
        using RestCaller first = new(none);
        (await first.GetAsync(Recordings)).Is("[]");

        Write("file", "");
        await using ApiServer file = await StartAsync(Path.Join(_folder, "file"));
        using RestCaller second = new(file);
        (await second.GetAsync(Recordings)).IsFailure(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task There_is_a_limit_and_what_is_beyond_it_is_counted()
    {
        for (int i = 0; i < RestLimits.MaxItems + 2; i++)
        {
            await File.WriteAllBytesAsync(Path.Join(_folder, $"{i}.mp4"), [], TestContext.Current.CancellationToken);
        }

        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.GetAsync(Recordings);

        Assert.Equal((RestLimits.MaxItems, "2"), (reply.Json!.Value.GetArrayLength(), reply.Headers[RestLimits.LeftOffHeader]));
    }

    [Fact]
    public async Task One_is_deleted_while_it_is_read_and_is_not_found_after_that()
    {
        Write("a.mp4", "123");
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);
        using (StreamReader reader = new(Path.Join(_folder, "a.mp4")))
        {
            (await rest.SendAsync(HttpMethod.Delete, $"{Recordings}/a.mp4", content: null)).IsEmpty();
            Assert.Equal("123", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        (await rest.SendAsync(HttpMethod.Delete, $"{Recordings}/a.mp4", content: null)).IsFailure(HttpStatusCode.NotFound, "Recording not found");
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Theory]
    [InlineData(".recording.d.mp4")]
    [InlineData("notes.txt")]
    [InlineData("nothing.mp4")]
    [InlineData("..%2Fa.mp4")]
    [InlineData("inner%2Fa.mp4")]
    public async Task What_is_no_finished_recording_is_not_deleted(string name)
    {
        Directory.CreateDirectory(Path.Join(_folder, "inner"));
        Write(".recording.d.mp4", "1");
        Write("notes.txt", "1");
        Write("inner/a.mp4", "1");
        await using ApiServer server = await StartAsync();
        using RestCaller rest = new(server);

        (await rest.SendAsync(HttpMethod.Delete, $"{Recordings}/{name}", content: null)).IsFailure(HttpStatusCode.NotFound);
        Assert.Equal(3, Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task What_is_uploaded_is_not_deleted()
    {
        Write("a.mp4", "123");
        await using ApiServer server = await StartAsync(upload: "s3/bucket");
        using RestCaller rest = new(server);

        (await rest.SendAsync(HttpMethod.Delete, $"{Recordings}/a.mp4", content: null)).IsFailure(HttpStatusCode.Conflict);
        Assert.Single(Directory.EnumerateFiles(_folder));
    }

    private Task<ApiServer> StartAsync(string? folder = null, string upload = "") =>
        ApiServer.StartAsync(configure: services => services.PostConfigure<RecordingSettings>(o => (o.Directory, o.Upload) = (folder ?? _folder, upload)));

    private void Write(string name, string text)
    {
        string path = Path.Join(_folder, name);
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes(text));
        File.SetLastWriteTimeUtc(path, DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000).UtcDateTime);
    }
}
