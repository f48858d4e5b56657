using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Vod.ServiceDefaults;

/// <summary>Logging to the console, one line per entry. The section <c>Logging:LogLevel</c> of the settings overrides the levels.</summary>
internal static class VodLogging
{
    /// <summary>Replaces the providers of the host.</summary>
    public static void Add(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        // The frameworks tell their own story at information; operators want that of the server.
        logging.AddFilter("Orleans", LogLevel.Warning);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Warning);

        // On its first round it takes the time since the machine was started for a delay, and warns of a deadlock.
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // It recommends the server's garbage collector at every start; docs/adr/0016 says why not. What else it warns of is logged again where it happens.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);

        // Orleans lets the base class of a grain service log its ring range under the name of ours.
        logging.AddFilter("Vod.Grains.Nodes.MediaNodeService", LogLevel.Warning);

        // It logs a failed start with its trace before the exception reaches VodHost, which has one line for it. What kills a running host is critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
