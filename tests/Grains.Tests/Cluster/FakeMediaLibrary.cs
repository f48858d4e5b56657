using Vod.Media.Engine;

namespace Vod.Grains.Tests.Cluster;

/// <summary>A library with the files a test puts there.</summary>
internal sealed class FakeMediaLibrary : IMediaLibrary
{
    public LibraryListing Listing { get; set; } = new([], 0);

    public PreparationOrderOutcome Outcome { get; set; }

    public Task<LibraryListing> ListAsync(CancellationToken cancellation) => Task.FromResult(Listing);

    public Task<LibraryFile?> FindAsync(string assetPath, CancellationToken cancellation) =>
        Task.FromResult(Listing.Files.FirstOrDefault(file => file.Path == assetPath));

    public async Task<PreparationOrder> PrepareAsync(string assetPath, CancellationToken cancellation) => new(Outcome, await FindAsync(assetPath, cancellation));
}
