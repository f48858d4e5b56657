namespace Vod.ServiceDefaults.Settings;

/// <summary>What is kept of objects that are played from a store, and how they are read.</summary>
public sealed class ObjectCacheSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "ObjectCache";

    /// <summary>Folder of the blocks; empty for one below that of <see cref="PreparationSettings.CacheDirectory"/>, else absolute once the options are built. Created when missing.</summary>
    [PathSetting(
        "Folder where blocks of objects are kept; created when missing, may be deleted at any time, several servers of one machine may share it; without it `objects` in the cache folder",
        IsOptional = true)]
    public string Directory { get; set; } = "";

    /// <summary>Size the folder may reach before what was unused for longest is deleted.</summary>
    [NumberSetting("Size of that folder; what was unused for longest is deleted", 16, 100_000_000, Unit = "megabytes")]
    public int MaxMegabytes { get; set; } = 20_000;

    /// <summary>Requests to one store at the same time.</summary>
    [NumberSetting("Requests to one store at the same time; a quarter of them is kept for what a viewer waits for", 1, 256)]
    public int ParallelRequests { get; set; } = 16;

    /// <summary>How far ahead of a play head objects are read.</summary>
    [NumberSetting("How far ahead of a viewer objects are read", 2, 120, Unit = "seconds")]
    public int ReadAhead { get; set; } = 10;

    /// <summary>How long an answer may take before the request is made again.</summary>
    [NumberSetting("How long a store may take to answer, and then to go on, before it is asked again", 100, 60_000, Unit = "milliseconds")]
    public int AnswerTimeout { get; set; } = 5_000;

    /// <summary>How long a viewer waits for a store that does not answer before the stream fails.</summary>
    [NumberSetting("How long a picture may stand still for a store that gives nothing, before the stream fails", 1, 50, Unit = "seconds")]
    public int GiveUpAfter { get; set; } = 30;

    /// <summary>The same for opening an object.</summary>
    [NumberSetting("How long the start of a stream may wait for a store that gives nothing, before it fails", 1, 15, Unit = "seconds")]
    public int GiveUpOpeningAfter { get; set; } = 10;
}
