using Vod.Grains.Abstractions.Library;

namespace Vod.Api.Tests.Support;

/// <summary>The media files of a node, as a test has put them there.</summary>
internal sealed class FakeLibrary : IMediaLibraryGrain
{
    /// <summary>What is listed, and found by path.</summary>
    public List<MediaFile> Files { get; } = [];

    public int LeftOff { get; set; }

    /// <summary>What becomes of an order.</summary>
    public PrepareOutcome Outcome { get; set; } = PrepareOutcome.Queued;

    /// <summary>The paths that were ordered.</summary>
    public List<string> Ordered { get; } = [];

    public Task<MediaFileListing> List() => Task.FromResult(new MediaFileListing([.. Files], LeftOff));

    public Task<MediaFile?> Find(string path) => Task.FromResult(Files.Find(file => file.Path == path));

    public Task<PrepareResult> Prepare(string path)
    {
        lock (Ordered)
        {
            Ordered.Add(path);
        }

        MediaFile? file = Files.Find(file => file.Path == path);
        return Task.FromResult(new PrepareResult(file is null ? PrepareOutcome.NotFound : Outcome, file));
    }
}
