namespace Vod.Media.Playback;

/// <summary>
/// The distance between two laps of a file that is played in a loop: a whole number of Opus packets, so that the packets of every lap are the same ones, and at least as
/// long as picture and sound, so that nothing is cut off. The last picture stands up to 20 ms longer for it.
/// </summary>
/// <param name="Packets">Length in packets of 20 ms, at least 1.</param>
internal readonly record struct LoopPeriod(int Packets)
{
    private const uint PacketsPerSecond = 50;

    // 48 hours fit into it many times; a lap number times this does not overflow before the sun does.
    private const int MaxPackets = int.MaxValue / 2;

    private static readonly TimeSpan PacketDuration = TimeSpan.FromMilliseconds(20);

    /// <summary>Length of one lap.</summary>
    public TimeSpan Duration => PacketDuration * Packets;

    /// <summary>The period of a file.</summary>
    /// <param name="picture">When the last picture ends; zero without one.</param>
    /// <param name="soundPackets">Packets of the sound; 0 without any.</param>
    public static LoopPeriod For(TimeSpan picture, int soundPackets)
    {
        long pictureInPackets = (picture.Ticks + PacketDuration.Ticks - 1) / PacketDuration.Ticks;
        return new((int)Math.Clamp(Math.Max(pictureInPackets, soundPackets), 1, MaxPackets));
    }

    /// <summary>The lap a time of the presentation falls into, and how far into it; times before the presentation are in lap 0.</summary>
    public (long Lap, TimeSpan Position) Locate(TimeSpan presentation)
    {
        long lap = Math.Max(0, presentation.Ticks) / Duration.Ticks;
        return (lap, presentation - StartOf(lap));
    }

    /// <summary>When a lap starts, in the presentation.</summary>
    public TimeSpan StartOf(long lap) => TimeSpan.FromTicks(lap * Duration.Ticks);

    /// <summary>When a lap starts, in ticks of an RTP clock: exact, as 20 ms are a whole number of ticks of both clocks.</summary>
    public long TicksAt(long lap, uint rate) => lap * Packets * (rate / PacketsPerSecond);
}
