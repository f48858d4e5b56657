using Vod.Grains.Abstractions.Library;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Library;

/// <summary>The way from an API to the library of its node.</summary>
public sealed class MediaLibraryGrainTests(TwoNodeCluster cluster) : IClassFixture<TwoNodeCluster>
{
    private static readonly DateTimeOffset Modified = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);

    private static readonly LibraryFile File = new("a.mp4", 5, Modified, PreparationState.Partly)
    {
        Media = FakeMediaEngine.File,
        Picture = new ChunkProgress(1, 2),
        Sound = new ChunkProgress(3, 4),
        Problem = "no room",
    };

    [Fact]
    public async Task The_node_that_is_asked_answers_with_its_own_files()
    {
        cluster.Nodes[0].Library.Listing = new([File], 7);
        cluster.Nodes[1].Library.Listing = new([File with { Path = "b.mp4" }], 0);
        for (int i = 0; i < 20; i++)
        {
            MediaFileListing first = await LibraryOf(cluster.Nodes[0]).List();
            Assert.Equal(new MediaFile("a.mp4", 5, Modified, MediaFileState.Partly, Viewer.File, new(1, 2), new(3, 4), "no room"), Assert.Single(first.Files));
            Assert.Equal(7, first.LeftOff);
            Assert.Equal("b.mp4", Assert.Single((await LibraryOf(cluster.Nodes[1]).List()).Files).Path);
        }

        Assert.Equal("a.mp4", (await LibraryOf(cluster.Nodes[0]).Find("a.mp4"))!.Path);
        Assert.Null(await LibraryOf(cluster.Nodes[1]).Find("a.mp4"));
    }

    [Theory]
    [InlineData(PreparationOrderOutcome.Queued, PrepareOutcome.Queued)]
    [InlineData(PreparationOrderOutcome.Ready, PrepareOutcome.Ready)]
    [InlineData(PreparationOrderOutcome.BadPath, PrepareOutcome.BadPath)]
    [InlineData(PreparationOrderOutcome.NotFound, PrepareOutcome.NotFound)]
    [InlineData(PreparationOrderOutcome.CannotPlay, PrepareOutcome.CannotPlay)]
    [InlineData(PreparationOrderOutcome.QueueFull, PrepareOutcome.QueueFull)]
    public async Task What_becomes_of_an_order_is_told(PreparationOrderOutcome outcome, PrepareOutcome told)
    {
        cluster.Nodes[0].Library.Listing = new([File], 0);
        cluster.Nodes[0].Library.Outcome = outcome;

        PrepareResult result = await LibraryOf(cluster.Nodes[0]).Prepare("a.mp4");

        Assert.Equal((told, "a.mp4"), (result.Outcome, result.File!.Path));
    }

    [Theory]
    [InlineData(PreparationState.Unknown, MediaFileState.Unknown)]
    [InlineData(PreparationState.None, MediaFileState.None)]
    [InlineData(PreparationState.Queued, MediaFileState.Queued)]
    [InlineData(PreparationState.Preparing, MediaFileState.Preparing)]
    [InlineData(PreparationState.Partly, MediaFileState.Partly)]
    [InlineData(PreparationState.Ready, MediaFileState.Ready)]
    [InlineData(PreparationState.Failed, MediaFileState.Failed)]
    public async Task How_far_a_file_is_is_told(PreparationState state, MediaFileState told)
    {
        cluster.Nodes[0].Library.Listing = new([new LibraryFile("a.mp4", 5, Modified, state)], 0);

        Assert.Equal(new MediaFile("a.mp4", 5, Modified, told, null, default, default, ""), await LibraryOf(cluster.Nodes[0]).Find("a.mp4"));
    }

    private static IMediaLibraryGrain LibraryOf(Node node) => node.Grains.GetGrain<IMediaLibraryGrain>(0);
}
