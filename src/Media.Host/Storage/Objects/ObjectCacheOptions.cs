using System.ComponentModel.DataAnnotations;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>How objects of a store are read and what is kept of them.</summary>
public sealed class ObjectCacheOptions
{
    /// <summary>Name of the folder below the cache directory.</summary>
    public const string FolderName = "objects";

    /// <summary>Folder that blocks of objects are kept in; made when missing. It can be deleted at any time, and several processes may share it.</summary>
    [Required]
    public string Directory { get; set; } = Path.Combine("cache", FolderName);

    /// <summary>Bytes that the folder may take, give or take what is being written. Deleted are the blocks unused for longest. 20 GB; 16 MB and more.</summary>
    [Range(16_000_000, long.MaxValue)]
    public long MaxBytes { get; set; } = 20_000_000_000;

    /// <summary>Requests to one store at the same time; a quarter of them is kept for what somebody waits for. 16; 1 to 256.</summary>
    [Range(1, 256)]
    public int ParallelRequests { get; set; } = 16;

    /// <summary>How far ahead of a play head objects are read, at the average bit rate of the picture: 10 s; 2 s to 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ReadAhead { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from a request to the first byte of its answer after which it is given up and made again: 5 s; 0.1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time in which <see cref="MinProgressBytes"/> have to come, or all that is left; after it the request is given up and another goes on from there: 5 s; 0.1 s to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time since bytes last came after which those who wait for more are told that the storage failed: 30 s; 0.1 s to 50 s, as a viewer stands still for 60 s at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:50", ParseLimitsInInvariantCulture = true)]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for opening an object, where somebody waits for a picture: 10 s; 0.1 s to 15 s, as an opening is given up after 20 s in any case.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:15", ParseLimitsInInvariantCulture = true)]
    public TimeSpan GiveUpOpeningAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time that a store is left alone because it asks for it (Retry-After): 10 s; 0 to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Bytes of a block. 1 MiB: a request costs some ten milliseconds, in which a store gives about as much; a block is 3 s of a common film, so no seek reads much in vain. Other sizes
    /// are for tests. Files of another size in the folder are no valid blocks.
    /// </summary>
    internal int BlockBytes { get; init; } = DefaultBlockBytes;

    /// <summary>What <see cref="BlockBytes"/> is unless a test says otherwise.</summary>
    internal const int DefaultBlockBytes = 1024 * 1024;

    /// <summary>Bytes that count as progress, so that a body which trickles is given up as well: 16 KiB in <see cref="StallTimeout"/> are too few for any film.</summary>
    internal const int MinProgressBytes = 16 * 1024;
}
