using System.Buffers.Binary;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Mp4;
using Vod.Media.Tests.Mp4;
using Vod.Media.Tests.Mp4.Fragments;
using Vod.Media.Tests.Mp4.Scanning;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>How many requests lead from the name of an object to its first picture, whatever its layout, and how many bytes they bring.</summary>
public sealed class FirstFrameTests : IDisposable
{
    private const int Most = 3;
    private const int MiB = 1 << 20;
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(true, 600)]
    [InlineData(false, 600)]
    [InlineData(true, 400_000)]
    [InlineData(false, 400_000)]
    [InlineData(false, 1_500_000)]
    public async Task Wherever_the_index_is_and_however_long(bool movieFirst, int pictures)
    {
        byte[] file = new MovieSpec(Film(pictures)) { MovieFirst = movieFirst, Media = new byte[pictures * 100] }.Build();

        await CheckAsync(file.Length, (0, file));
    }

    [Fact]
    public async Task Ten_gigabytes_with_the_index_behind_them()
    {
        const long Hole = 10L << 30;
        byte[] file = new MovieSpec(Film(100_000)) { MovieFirst = false, Media = new byte[100_000 * 100], LargeMediaData = true }.Build();
        int movie = file.AsSpan().LastIndexOf("moov"u8) - 4;
        int mediaData = file.AsSpan().IndexOf("mdat"u8) - 4;
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(mediaData + 8), Hole - mediaData);

        await CheckAsync(Hole + file.Length - movie, (0, file[..movie]), (Hole, file[movie..]));
    }

    [Fact]
    public async Task Large_boxes_in_front_of_the_pictures()
    {
        byte[] file = new MovieSpec(Film(600)) { Media = new byte[60_000], Junk = Box("free", new byte[5 * MiB]) }.Build();

        await CheckAsync(file.Length, (0, file));
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(100_000)]
    [InlineData(0)]
    public async Task Fragments_near_and_far(int padding)
    {
        TrackFragmentSpec picture = new(1, new RunSpec(50, 20) { FirstFlags = FragmentedSpec.Sync });
        FragmentSpec fragment = new(picture) { Padding = padding };
        byte[] file = new FragmentedSpec([.. Enumerable.Repeat(fragment, 40)]) { Tracks = [FragmentedSpec.Video] }.Build();

        await CheckAsync(file.Length, (0, file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_that_do_not_say_where_decoding_can_begin(bool isIntra)
    {
        List<byte[]> samples = [.. Enumerable.Range(0, 3000).Select(i => isIntra || i % 50 == 0 ? Pictures.Intra(10_000) : Pictures.Predicted(9_000))];
        byte[] file = Pictures.Movie(samples).Build();

        await CheckAsync(file.Length, (0, file));
    }

    [Fact]
    public async Task A_file_that_does_not_say_how_it_is_encoded()
    {
        byte[] noSets = Box("avcC", [1, 0x42, 0xC0, 0x0B, 0xFF, 0xE0, 0]);
        byte[] file = Pictures.Movie([Pictures.InBand(500_000), .. Enumerable.Range(0, 20).Select(static _ => Pictures.Predicted(500_000))], TrackSpec.VideoEntry("avc3", noSets)).Build();

        await CheckAsync(file.Length, (0, file));
    }

    public void Dispose() => _folder.Dispose();

    private static TrackSpec Film(int pictures) => TrackSpec.Video with
    {
        Sizes = [.. Enumerable.Repeat(100, pictures)],
        ChunkSamples = [.. Enumerable.Repeat(10, pictures / 10)],
        TimeToSample = Table("stts", 0, [(uint)pictures, 40]),
        SyncSamples = Table("stss", 0, [1]),
    };

    private async Task CheckAsync(long size, params (long Offset, byte[] Bytes)[] parts)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        LaidOutStore store = new(size, parts);
        FakeTimeProvider clock = new();
        ObjectCacheOptions objects = new() { Directory = Path.Combine(_folder.Path, "objects") };
        PreparationOptions options = new() { CacheDirectory = _folder.Path };
        using BlockCache blocks = BlockCache.Open(objects, clock, NullLogger<BlockCache>.Instance);
        using ObjectStorage storage = new(store, Resolve, blocks, objects, clock, NullLogger<ObjectStorage>.Instance, new Random(1));
        AssetCache cache = AssetCache.Open(options, TimeProvider.System, NullLogger<AssetCache>.Instance);
        FfmpegLocation nowhere = new("/nowhere/ffmpeg", null);
        await using AudioPreparation sound = new(options, nowhere, cache, TimeProvider.System, NullLogger<AudioPreparation>.Instance);
        await using PicturePreparation pictures = new(options, nowhere, cache, TimeProvider.System, NullLogger<PicturePreparation>.Instance);
        using AssetCatalog catalog = new(storage, new AssetLoader(sound, pictures, Options.Create(options), NullLogger<AssetLoader>.Instance), cache);

        AssetOpenResult opened = await catalog.OpenAsync("film.mp4", token);
        Assert.True(opened.Lease is not null, opened.Detail);
        MediaSample first = opened.Lease.Asset.Video!.Samples.GetSample(0);
        byte[] picture = new byte[first.Size];
        Assert.Equal(first.Size, await opened.Lease.Content.ReadAsync(first.Offset, picture, token));

        string[] requests = [.. store.Requests.Select(static request => $"{request.Offset / (double)MiB:F2}+{request.Length / (double)MiB:F2}")];
        TestContext.Current.TestOutputHelper!.WriteLine($"{requests.Length} requests: {string.Join(", ", requests)}");
        Assert.InRange(requests.Length, 1, Most);
        opened.Lease.Dispose();
        storage.Dispose();
        await ObjectFixture.UntilAsync(() => storage.Counters.InFlight == 0);
    }

    private static Vod.Media.Host.Storage.StorageOpenStatus Resolve(string path, out ObjectAddress address)
    {
        address = new ObjectAddress("bucket", path);
        return Vod.Media.Host.Storage.StorageOpenStatus.Opened;
    }
}
