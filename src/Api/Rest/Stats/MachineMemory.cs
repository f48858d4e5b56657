using System.Globalization;

namespace Vod.Api.Rest.Stats;

/// <summary>Memory of the machine, or of the container the process is in.</summary>
/// <param name="Total">Bytes there are.</param>
/// <param name="Free">Bytes that programs could still get.</param>
internal readonly record struct MachineMemory(long Total, long Free)
{
    private const string LinuxTable = "/proc/meminfo";
    private const long BytesPerKilobyte = 1024;

    /// <summary>Looks it up.</summary>
    public static MachineMemory Read()
    {
        // Where nothing better is known: as it was at the last garbage collection.
        GCMemoryInfo info = GC.GetGCMemoryInfo();
        long free = Math.Max(0, info.TotalAvailableMemoryBytes - info.MemoryLoadBytes);
        return new(info.TotalAvailableMemoryBytes, Math.Min(info.TotalAvailableMemoryBytes, Available() ?? free));
    }

    private static long? Available()
    {
        try
        {
            string? line = File.ReadLines(LinuxTable).FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
            return long.TryParse(line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, string kilobytes, ..] ? kilobytes : null, CultureInfo.InvariantCulture, out long value)
                ? value * BytesPerKilobyte
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or not allowed to look.
            return null;
        }
    }
}
