using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Wcs;

public sealed class TranscriptTests
{
    public static TheoryData<string> Names => [.. Transcript.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_conversation_goes_as_written(string name)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.ConnectAsync("/0a1b2c3d");
        await new Transcript(server, client).PlayAsync(name);
    }
}
