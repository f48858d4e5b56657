namespace Vod.Media.Fuzz;

/// <summary>What to do with the targets.</summary>
internal enum FuzzMode
{
    /// <summary>Replay the corpus, then mutate without looking at what is reached. Needs no instrumentation; part of the tests.</summary>
    Blind,

    /// <summary>Keep what reaches something new and go on from there.</summary>
    Guided,

    /// <summary>Keep the fewest and shortest inputs that reach all that a folder of them does.</summary>
    Reduce,
}
