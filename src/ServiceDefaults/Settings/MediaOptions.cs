namespace Vod.ServiceDefaults.Settings;

/// <summary>What is played and how media leaves the machine.</summary>
public sealed class MediaOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Media";

    /// <summary>Folder of the files; absolute once the options are built.</summary>
    [PathSetting("Folder of the files to play; nothing outside of it can be reached", Switch = "--media")]
    public string Directory { get; set; } = "media";

    /// <summary>UDP port of the first worker; the others follow one by one.</summary>
    [NumberSetting("UDP port of the first worker; each further worker takes the next one", 1, 65_535, Switch = "--media-port")]
    public int UdpPort { get; set; } = 31_001;

    /// <summary>How many UDP ports there are from <see cref="UdpPort"/> on, which is the most workers there can be; 0 means enough.</summary>
    [NumberSetting("How many UDP ports may be used from the first one on, as a firewall may let through; 0 is as many as there are workers", 0, 65_535)]
    public int UdpPorts { get; set; }

    /// <summary>Number of worker loops; 0 means one per processor, as far as there are ports. Use <see cref="EffectiveWorkers"/> to read it.</summary>
    [NumberSetting("Number of media workers, each a thread with its own UDP port; 0 is one per processor, as far as there are ports", 0, 1024, Switch = "--workers")]
    public int Workers { get; set; }

    /// <summary>Whether each worker stays on one processor of its own.</summary>
    [BooleanSetting("Whether each media worker stays on one processor of its own, on Linux; good where nothing else runs on the machine, bad where something does")]
    public bool PinWorkers { get; set; }

    /// <summary>Addresses announced to browsers besides those of the machine's own interfaces.</summary>
    [AddressSetting("Further addresses announced to browsers, for servers behind NAT; the media ports must be forwarded unchanged")]
    public IList<string> PublicAddresses { get; } = [];

    /// <summary>The most viewers one worker carries; further ones are refused.</summary>
    [NumberSetting("The most viewers one worker carries; further ones are refused", 1, 100_000)]
    public int MaxSessionsPerWorker { get; set; } = 2_000;

    /// <summary>The most publishers one worker carries; further ones are refused.</summary>
    [NumberSetting("The most browsers that one worker lets publish; further ones are refused. A publisher may take up to 30 MB of memory", 0, 100_000)]
    public int MaxPublishersPerWorker { get; set; } = 100;

    /// <summary>How datagrams are handed to the kernel.</summary>
    [ChoiceSetting(
        "How datagrams are handed to the kernel: `single` one with each system call, `batch` many with one call, `auto` also lets the kernel or the network card cut up what goes to one "
        + "viewer (GSO); what does not work here is not used, and the log says so",
        "auto",
        "batch",
        "single")]
    public string Batching { get; set; } = "auto";

    /// <summary>Number of worker loops after 0 has been resolved.</summary>
    public int EffectiveWorkers =>
        Workers > 0 ? Workers
        : UdpPorts > 0 ? Math.Min(UdpPorts, Environment.ProcessorCount)
        : Environment.ProcessorCount;
}
