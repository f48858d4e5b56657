using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Startup;

/// <summary>Finds what keeps the server from starting, as one line for the operator.</summary>
internal static class StartupProblem
{
    /// <summary>Runs all checks in the order of their registration; the first problem found, or null.</summary>
    public static async ValueTask<string?> FindAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (IStartupCheck check in services.GetServices<IStartupCheck>())
        {
            if (await check.FindProblemAsync(cancellationToken) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The line for an exception of the start, or null when it is a defect whose trace is worth showing.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        SettingsException or StartupException => exception.Message,
        OptionsValidationException invalid => invalid.Failures.First(),
        IOException { InnerException: AddressInUseException } => $"{exception.Message.TrimEnd('.')}; choose another port with --http-port or --ws-port.",
        IOException { InnerException: SocketException } => $"{exception.Message.TrimEnd('.')}; see --listen, --http-port and --ws-port.",
        SocketException => $"Cannot listen: {exception.Message}; see --listen, --http-port and --ws-port.",
        AggregateException { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
