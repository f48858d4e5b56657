namespace Vod.Media.Simulation.Workers;

/// <summary>A viewer who watches for a long time costs no more memory than one who has just come.</summary>
public sealed class LongPlayTests
{
    // Of managed memory, by the worker, for one viewer and all ten minutes. Reads of the storage take some each and give it back; a byte for each packet would be more.
    private const long MostBytes = 64 * 1024;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task What_ten_minutes_of_play_take_is_less_than_a_byte_per_packet()
    {
        int sentWhileWarming = 0;
        long allocated = -1;
        using WorkerSimulation simulation = new(
            (time, viewer) => new SimulatedSocket(time, viewer.Browser)
            {
                IsOver = socket =>
                {
                    TimeSpan played = time.Now - viewer.StartedAt;
                    if (sentWhileWarming == 0 && played > Warm)
                    {
                        sentWhileWarming = socket.Sent;
                        socket.Allocated = 0;
                    }

                    allocated = socket.Allocated;
                    return played > Warm + Watched;
                },
            },
            new SimulationOptions { Frames = (int)(Warm + Watched + Warm).TotalSeconds * SimulatedFile.FramesPerSecond, LargestPicture = 2_000 });
        await simulation.OverAsync();

        // What is not taken cannot be kept.
        Assert.True(simulation.Socket.Sent - sentWhileWarming > MostBytes, $"{simulation.Socket.Sent - sentWhileWarming} packets");
        Assert.InRange(allocated, 0, MostBytes);
    }
}
