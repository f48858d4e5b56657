using System.ComponentModel.DataAnnotations;
using Vod.Media.Host.Udp;

namespace Vod.Media.Host.Engine;

/// <summary>Settings of the media plane of one node.</summary>
public sealed class MediaEngineOptions
{
    /// <summary>Folder of the media files. It must exist.</summary>
    [Required]
    public string Directory { get; set; } = "media";

    /// <summary>UDP port of the first worker; each further worker takes the next one. 0 lets the system choose.</summary>
    [Range(0, 65535)]
    public int UdpPort { get; set; } = 31001;

    /// <summary>How datagrams are handed to the kernel.</summary>
    public DatagramBatching Batching { get; set; }

    /// <summary>Workers, each with a thread and a port; 0: one per processor core.</summary>
    [Range(0, 256)]
    public int Workers { get; set; }

    /// <summary>Whether each worker stays on one processor of its own, on Linux.</summary>
    public bool PinWorkers { get; set; }

    /// <summary>Most sessions of one worker.</summary>
    [Range(1, 100_000)]
    public int MaxSessionsPerWorker { get; set; } = 2000;

    /// <summary>Most of them that may publish. What a publisher has sent of late takes up to 15 MB, and as much again while it is recorded; a viewer takes 50 KB.</summary>
    [Range(0, 100_000)]
    public int MaxPublishersPerWorker { get; set; } = 100;

    /// <summary>Further addresses to announce as candidates, for nodes behind a one-to-one NAT.</summary>
    public IReadOnlyList<string> PublicAddresses { get; set; } = [];

    /// <summary>Whether loopback addresses are announced: only when browsers run on this machine.</summary>
    public bool AnnounceLoopback { get; set; }

    /// <summary><see cref="Workers"/> with 0 resolved.</summary>
    internal int EffectiveWorkers => Workers > 0 ? Workers : Environment.ProcessorCount;
}
