namespace Vod.Media.Host.Udp;

/// <summary>How datagrams are handed to the kernel.</summary>
public enum DatagramBatching
{
    /// <summary>The best of the others that works here.</summary>
    Auto,

    /// <summary>Many with one call, each cut to size before.</summary>
    Batch,

    /// <summary>One with each call.</summary>
    Single,
}
