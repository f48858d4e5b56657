namespace Vod.Media.Publish.Reception;

/// <summary>What the order of one stream may cost.</summary>
/// <param name="Capacity">Numbers from the next one on that are kept; a power of two.</param>
/// <param name="RepairTime">How long a packet is waited for that can be asked for.</param>
/// <param name="ReorderTime">How long one is waited for that can only be late.</param>
internal sealed record ReceptionLimits(int Capacity, TimeSpan RepairTime, TimeSpan ReorderTime)
{
    /// <summary>
    /// A second at 8 Mbit/s, 1.5 MB when all of it waits. A second is time for three questions and answers on a path around the world, after which one packet of ten thousand
    /// is still missing; what was recorded is then whole, and viewers have a buffer for about as much.
    /// </summary>
    public static ReceptionLimits Picture { get; } = new(1024, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));

    /// <summary>More than a second of packets of 20 ms. Sound does not wait for long: a packet is concealed, a second of silence is not.</summary>
    public static ReceptionLimits Sound { get; } = new(64, TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(100));
}
