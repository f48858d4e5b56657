using System.Globalization;

namespace Vod.Media.Bench;

/// <summary>Processor time of the children that have ended.</summary>
internal static class ChildTime
{
    // proc(5): what /proc counts in, whatever the kernel runs at.
    private const double TicksPerSecond = 100;

    // Fields behind the name of the program, which may contain spaces: cutime and cstime are the 16th and 17th of all.
    private const int UserField = 13;
    private const int SystemField = 14;

    /// <summary>User and system time together; null where there is no /proc.</summary>
    public static TimeSpan? Now
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return null;
            }

            string status = File.ReadAllText("/proc/self/stat");
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((long.Parse(fields[UserField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemField], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }
}
