namespace Vod.ServiceDefaults.Settings;

/// <summary>Shared streams: one playback of a file for many viewers.</summary>
public sealed class StreamsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Streams";

    /// <summary>Whether a shared stream begins again at the end of its file when the request that started it does not say.</summary>
    [BooleanSetting("Whether a shared stream begins again at the end of its file, unless its request says otherwise")]
    public bool Loop { get; set; }

    /// <summary>Milliseconds that a shared stream stays published after its last viewer has left. Without a loop it ends with its file all the same.</summary>
    [NumberSetting(
        "How long a shared stream stays published after its last viewer has left; without a loop it ends with its file at the latest",
        0,
        86_400_000,
        Unit = "milliseconds")]
    public int Timeout { get; set; } = 30_000;
}
