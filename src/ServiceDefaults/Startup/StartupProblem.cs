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

    /// <summary>The exit code and the line for an exception of the start, or null when it is a defect whose trace is worth showing.</summary>
    public static (int ExitCode, string Line)? Explain(Exception exception) => exception switch
    {
        SettingsException => (VodHost.BadSettings, exception.Message),
        OptionsValidationException invalid => (VodHost.BadSettings, invalid.Failures.First()),
        StartupException => (VodHost.CannotStart, exception.Message),
        IOException { InnerException: AddressInUseException } =>
            (VodHost.CannotStart, $"{exception.Message.TrimEnd('.')}; choose another port with --http-port, --ws-port or --admin-port."),
        IOException { InnerException: SocketException } or SocketException =>
            (VodHost.CannotStart, $"Cannot listen: {exception.Message.TrimEnd('.')}; see --listen, --http-port, --ws-port and --admin-port."),
        AggregateException { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
