using System.Globalization;
using System.Runtime.InteropServices;

namespace Vod.Media.Load.Reporting;

/// <summary>The machine that is measured on, as /proc shows it (proc(5)).</summary>
/// <param name="Processor">Model of the processor.</param>
/// <param name="Cores">How many the system shows.</param>
/// <param name="System">Operating system and its version.</param>
/// <param name="Kernel">Version of the kernel.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="LoadAverage">Of 1, 5 and 15 minutes, at the beginning.</param>
internal sealed record Machine(string Processor, int Cores, string System, string Kernel, string Runtime, string LoadAverage)
{
    private const double TicksPerSecond = 100; // USER_HZ
    private const int IdleField = 3;
    private const int WaitField = 4;
    private const int GuestField = 8;

    /// <summary>This machine, now.</summary>
    public static Machine Read()
    {
        string[] models = [.. Lines("/proc/cpuinfo").Where(line => line.StartsWith("model name", StringComparison.Ordinal))];
        int cores = Lines("/proc/stat").Count(line => line.StartsWith("cpu", StringComparison.Ordinal)) - 1;
        return new Machine(
            models.Length > 0 ? models[0].Split(':')[1].Trim() : RuntimeInformation.ProcessArchitecture.ToString(),
            cores,
            RuntimeInformation.OSDescription,
            Environment.OSVersion.Version.ToString(),
            RuntimeInformation.FrameworkDescription,
            CurrentLoad());
    }

    /// <summary>The load averages now.</summary>
    public static string CurrentLoad() => string.Join(' ', (Lines("/proc/loadavg").FirstOrDefault() ?? "unknown").Split(' ').Take(3));

    /// <summary>Time that a core, or all of them, has been busy with anything since the machine was started.</summary>
    public static TimeSpan BusyTime(int? core)
    {
        string name = core is { } number ? $"cpu{number}" : "cpu";
        string[] fields = (Lines("/proc/stat").FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal)) ?? name)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double ticks = fields.Skip(1).Take(GuestField).Where((_, field) => field is not IdleField and not WaitField).Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Datagrams for which a socket had no room, of all processes in this network namespace.</summary>
    public static long UdpBufferErrors()
    {
        string[][] lines = [.. Lines("/proc/net/snmp").Where(line => line.StartsWith("Udp:", StringComparison.Ordinal)).Select(line => line.Split(' '))];
        int field = lines.Length == 2 ? Array.IndexOf(lines[0], "RcvbufErrors") : -1;
        return field < 0 ? 0 : long.Parse(lines[1][field], CultureInfo.InvariantCulture);
    }

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
